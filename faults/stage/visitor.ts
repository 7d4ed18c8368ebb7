import { cast } from "#demo/seed/organisation/cast.ts";
import type { Who } from "#lib/operations/testing/stage.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#x27;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

function plain(html: string): string {
  return html.replace(/&(quot|#x27|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : plain(value);
}

/** What a page answered. */
export type Answered = { status: number; location: string | null; html: string };

/** A form as a page shows it, ready to be sent; more than once, as a browser's button can be pressed more than once. */
export type ShownForm = { path: string; fields: Readonly<Record<string, string>> };

/** A browser without script: it keeps cookies, follows links and sends forms. */
export class Visitor {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  get isSignedIn(): boolean {
    return this.#cookies.has("gatehouse-session");
  }

  /** What this browser sends along. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Asks for a page of the product, or of the identity provider. */
  async get(address: string): Promise<Answered> {
    return this.#ask(new URL(address, this.#origin), {});
  }

  /** Asks for a page, and for those it leads on to. */
  async follow(address: string): Promise<Answered> {
    const answered = await this.get(address);
    return answered.location === null ? answered : this.follow(new URL(answered.location, this.#origin).href);
  }

  /** The form on a page that has this name for those who cannot see it. */
  async form(path: string, label: string): Promise<ShownForm> {
    const { html } = await this.follow(path);
    const [, inside] = new RegExp(`<form[^>]*aria-label="${label}"[^>]*>(.*?)</form>`, "s").exec(html) ?? [];
    if (inside === undefined) throw new Error(`${path} has no form called ${label}.`);
    const hidden = [...inside.matchAll(/<input type="hidden"[^>]*>/g)].map(([tag]) => tag);
    const fields: Record<string, string> = {};
    for (const tag of hidden) fields[attribute(tag, "name") ?? ""] = attribute(tag, "value") ?? "";
    return { path, fields };
  }

  /** Sends a form as it was shown, with what was filled in and the button that was pressed. */
  async send({ path, fields }: ShownForm, filled: Readonly<Record<string, string>>): Promise<Answered> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...filled })) body.set(name, value);
    return this.#ask(new URL(path, this.#origin), { method: "POST", body });
  }

  /** Signs in at the identity provider, by its page. */
  async signIn(who: Who): Promise<void> {
    await this.get(await this.proveWho(who));
    if (!this.isSignedIn) throw new Error(`${who} could not sign in.`);
  }

  /** Goes to the identity provider and says who it is: the address at which the product is to hear of it. */
  async proveWho(who: Who): Promise<string> {
    const url = new URL("/api/auth/signin/oidc", this.#origin);
    const begun = await this.#ask(url, { method: "POST", body: new URLSearchParams({ returnTo: "/" }) });
    const onwards = /<a href="([^"]+)"/.exec(begun.html)?.[1];
    if (!onwards) throw new Error(`No way on to the identity provider: ${begun.status} ${begun.location}`);
    return this.#throughProvider(plain(onwards), cast[who].externalId);
  }

  async #throughProvider(address: string, login: string): Promise<string> {
    const url = new URL(address);
    if (url.origin === this.#origin) return url.href;
    const asked = await this.#ask(url, {});
    const answered =
      asked.location === null
        ? await this.#ask(url, { method: "POST", body: new URLSearchParams({ login }) })
        : asked;
    if (answered.location === null) throw new Error(`The provider goes no further: ${answered.status}`);
    return this.#throughProvider(new URL(answered.location, address).href, login);
  }

  async #ask(url: URL, sent: { method?: string; body?: FormData | URLSearchParams }): Promise<Answered> {
    const answer = await fetch(url, {
      ...sent,
      redirect: "manual",
      headers: {
        cookie: this.cookie,
        ...(sent.method && { origin: url.origin, "sec-fetch-site": "same-origin" }),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get("location"), html: await answer.text() };
  }
}
