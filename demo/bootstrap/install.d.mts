export function install(root: string): Promise<string | null>;
export function explainFailure(complaint: string): string;
