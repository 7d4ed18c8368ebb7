import { cookies } from "next/headers";

/** The theme the reader chose; undefined follows the system. */
export async function readTheme(): Promise<"light" | "dark" | undefined> {
  const value = (await cookies()).get("gatehouse-theme")?.value;
  return value === "light" || value === "dark" ? value : undefined;
}
