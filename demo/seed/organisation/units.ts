import type { SimulatedUnit } from "#demo/aws/state.ts";
import { identifiers } from "./identifiers.ts";

const { rootId } = identifiers;

export const unitIds = {
  security: "ou-h4ld-1a7c2e9f",
  infrastructure: "ou-h4ld-3b8d4f01",
  workloads: "ou-h4ld-5c9e6a12",
  prod: "ou-h4ld-7d0f8b23",
  nonProd: "ou-h4ld-9e1a0c34",
  sandbox: "ou-h4ld-b2fb2d45",
  suspended: "ou-h4ld-d3ac4e56",
} as const;

export type UnitName = keyof typeof unitIds;

/** The organisational units that AWS Control Tower proposes, and Halden's workloads split by environment. */
export const units: readonly SimulatedUnit[] = [
  { id: unitIds.security, name: "Security", parentId: rootId },
  { id: unitIds.infrastructure, name: "Infrastructure", parentId: rootId },
  { id: unitIds.workloads, name: "Workloads", parentId: rootId },
  { id: unitIds.prod, name: "Prod", parentId: unitIds.workloads },
  { id: unitIds.nonProd, name: "Non-prod", parentId: unitIds.workloads },
  { id: unitIds.sandbox, name: "Sandbox", parentId: rootId },
  { id: unitIds.suspended, name: "Suspended", parentId: rootId },
];
