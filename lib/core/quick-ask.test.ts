import { expect, test } from "vitest";
import { quickAsks, readQuickAsk } from "./quick-ask.ts";

const way = (accountName: string, setName: string, maxMinutes = 240, isFavourite = false) => ({
  accountId: accountName,
  accountName,
  setId: setName,
  setName,
  maxMinutes,
  isFavourite,
});
const ways = [
  way("payments-prod", "PaymentsOperator"),
  way("payments-prod", "AWSReadOnlyAccess", 480),
  way("payments-dev", "AWSReadOnlyAccess", 480),
  way("orders-prod", "AWSReadOnlyAccess", 480),
  way("orders-prod", "OrdersDeveloper", 60),
];
const found = (text: string) =>
  quickAsks(text, ways).map(
    ({ accountName, setName, minutes, ticket }) => `${setName} in ${accountName} ${minutes} ${ticket}`,
  );

test.each([
  ["prod-billing readonly 1h INC-12", ["prod-billing", "readonly"], 60, "INC-12"],
  ["payments 90m", ["payments"], 90, null],
  ["payments 45min", ["payments"], 45, null],
  ["inc-7", [], null, "INC-7"],
  ["  ", [], null, null],
  ["read 2d only", ["read", "only"], 2_880, null],
])("%o says which words, how long, and which ticket", (text, words, minutes, ticket) => {
  expect(readQuickAsk(text)).toEqual({ words, minutes, ticket });
});

test.each([
  ["payments-prod readonly 1h INC-12", ["AWSReadOnlyAccess in payments-prod 60 INC-12"]],
  ["orders developer 2h", ["OrdersDeveloper in orders-prod null null"]],
  ["operator", ["PaymentsOperator in payments-prod null null"]],
  [
    "readonly prod",
    ["AWSReadOnlyAccess in orders-prod null null", "AWSReadOnlyAccess in payments-prod null null"],
  ],
  ["payments dev", ["AWSReadOnlyAccess in payments-dev null null"]],
  ["payments nothing", []],
  ["1h", []],
  ["", []],
])("%o means %o", (text, asks) => expect(found(text)).toEqual(asks));

test("an exact name comes first, and there are never more than five", () => {
  const many = Array.from({ length: 9 }, (_, at) => way(`payments-prod-${at}`, "Operator"));
  const asks = quickAsks("payments-prod operator", [...many, way("payments-prod", "Operator")]);
  expect(asks).toHaveLength(5);
  expect(asks[0]?.accountName).toBe("payments-prod");
});

test("a favourite comes before what fits better, and only where it fits", () => {
  const those = [...ways, way("payments-prod-2", "PaymentsOperator", 240, true)];
  expect(quickAsks("payments-prod operator", those).map(({ accountName }) => accountName)).toEqual([
    "payments-prod-2",
    "payments-prod",
  ]);
  expect(quickAsks("orders", those).every(({ accountName }) => accountName === "orders-prod")).toBe(true);
});
