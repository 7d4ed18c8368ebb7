import { GET, POST } from "#app/api/auth/[...nextauth]/route.ts";

/** A browser as far as signing in goes: it keeps cookies, sends them, and says where a request comes from. */
export class Browser {
  readonly origin: string;
  readonly cookies = new Map<string, string>();
  /** Every `Set-Cookie` line it was ever sent. */
  readonly told: string[] = [];

  constructor(origin: string) {
    this.origin = origin;
  }

  async post(
    action: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const [path = "", query = ""] = action.split("?");
    const request = new Request(`${this.origin}/api/auth/${path}?${query}`, {
      method: "POST",
      headers: this.#headers({ origin: this.origin, "sec-fetch-site": "same-origin", ...headers }),
      body: new URLSearchParams(form),
    });
    return this.#keep(await POST(request, { params: Promise.resolve({ nextauth: path.split("/") }) }));
  }

  async get(path: string, query: URLSearchParams | string = ""): Promise<Response> {
    const request = new Request(`${this.origin}/api/auth/${path}?${query}`, {
      headers: this.#headers({ "user-agent": "a test", "x-forwarded-for": "203.0.113.9" }),
    });
    return this.#keep(await GET(request, { params: Promise.resolve({ nextauth: path.split("/") }) }));
  }

  /** Presses the button, and reads off the page it gets where it leads. */
  async start(returnTo = "/", query = "", rest: Record<string, string> = {}): Promise<string> {
    const answer = await this.post(`signin/oidc${query}`, { returnTo, ...rest });
    const page = await answer.text();
    const address = /<a href="([^"]+)"/.exec(page)?.[1];
    if (!address) throw new Error(`No way on: ${answer.status} ${answer.headers.get("location")} ${page}`);
    return address.replaceAll("&amp;", "&");
  }

  /** Comes back from the provider. */
  async arrive(query: URLSearchParams | string): Promise<Response> {
    return await this.get("callback/oidc", query);
  }

  #headers(given: Record<string, string>): Headers {
    const headers = new Headers(given);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie) headers.set("cookie", cookie);
    return headers;
  }

  #keep(response: Response): Response {
    this.keep(response.headers.getSetCookie());
    return response;
  }

  /** Keeps what `Set-Cookie` lines say. */
  keep(lines: readonly string[]): void {
    for (const line of lines) {
      this.told.push(line);
      const [pair = ""] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      const value = pair.slice(pair.indexOf("=") + 1);
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
