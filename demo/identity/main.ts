import { z } from "zod";
import { followClock } from "../clock/follow-clock.ts";
import { demoPerson } from "./person.ts";
import { startIdentityProvider } from "./start-identity-provider.ts";

const settings = z
  .object({
    PORT: z.coerce.number().int(),
    IDENTITY_STATE_FOLDER: z.string(),
    IDENTITY_PEOPLE: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.array(demoPerson)),
    OIDC_CLIENT_ID: z.string(),
    OIDC_CLIENT_SECRET: z.string(),
    OIDC_REDIRECT_URI: z.url(),
    GATEHOUSE_URL: z.url(),
  })
  .parse(process.env);

const provider = await startIdentityProvider({
  port: settings.PORT,
  people: settings.IDENTITY_PEOPLE,
  client: {
    id: settings.OIDC_CLIENT_ID,
    secret: settings.OIDC_CLIENT_SECRET,
    redirectUris: [settings.OIDC_REDIRECT_URI],
    postLogoutRedirectUris: [
      settings.GATEHOUSE_URL,
      `${settings.GATEHOUSE_URL}/`,
      `${settings.GATEHOUSE_URL}/sign-in`,
    ],
  },
  stateFolder: settings.IDENTITY_STATE_FOLDER,
  onClock: followClock,
});
process.once("SIGTERM", () => void provider.stop());
console.log(`Identity provider at ${provider.issuer}`);
