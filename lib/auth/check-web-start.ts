import { discoverProvider } from "#lib/auth/discover-provider.ts";
import { ConfigurationError, webEnv } from "#lib/env.ts";
import { checkDatabase } from "#lib/operations/check-database.ts";

/**
 * Everything that the web process needs before it answers anybody.
 * @param migrationsFolder where this version's migrations are
 * @throws ConfigurationError with one sentence for each problem: the environment's first, then the database's and the provider's
 */
export async function checkWebStart(migrationsFolder = "prisma/migrations"): Promise<void> {
  const env = webEnv();
  const problems = [
    ...(/^email/i.test(env.PERSON_CLAIM)
      ? [
          "PERSON_CLAIM: a mail address can be given to somebody else; name a claim that stays with the person.",
        ]
      : []),
    ...(env.OIDC_SCOPE.split(" ").includes("openid") ? [] : ["OIDC_SCOPE must hold openid."]),
    ...(await checkDatabase("web", migrationsFolder)),
    ...(await checkProvider(env.OIDC_ISSUER)),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
}

async function checkProvider(issuer: string): Promise<string[]> {
  try {
    await discoverProvider(issuer);
    return [];
  } catch (error) {
    return [`OIDC_ISSUER: ${error instanceof Error ? error.message : String(error)}`];
  }
}
