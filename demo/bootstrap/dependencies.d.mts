export function areInstalled(root: string): boolean;
export function rememberInstalled(root: string): void;
