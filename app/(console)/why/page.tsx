import type { Metadata } from "next";
import { z } from "zod";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { WhyAnswer } from "#components/access/why-answer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { paths } from "#lib/paths.ts";
import { whyFor } from "#lib/queries/access/why.ts";

export const metadata: Metadata = { title: "Why, or why not" };

const fields = z.object({ person: field, account: field, set: field });

const notFound = {
  person: "The directory knows nobody of this user name or address.",
  account: "There is no such account, or nothing in it is for you.",
  set: "There is no such role, or it is not for you.",
} as const;

const label = "grid min-w-0 gap-0.5 text-note text-ink-2";

export default async function WhyPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { person, account, set } = fields.parse(await searchParams);
  const isReader = mayReadEverything(viewer);
  const answer = account && set ? await whyFor(viewer, { person, account, set }) : null;
  const input = (name: string, says: string, placeholder: string, value: string | undefined) => (
    <label className={label}>
      {says}
      <input
        name={name}
        defaultValue={value}
        placeholder={placeholder}
        autoComplete="off"
        required={name !== "person"}
        className="input"
      />
    </label>
  );
  return (
    <>
      <PageHead
        title="Why, or why not"
        sub={
          isReader
            ? "Whether somebody may ask for a role in an account, and what each rule says to it."
            : "Whether you may ask for a role in an account, and by which rule."
        }
      />
      <search>
        <form
          action={paths.why()}
          method="get"
          className="mb-6 grid items-end gap-2 border-y border-line py-3 wide:grid-cols-[repeat(3,minmax(0,1fr))_auto]"
        >
          {isReader && input("person", "Person", "user name or address; you, if empty", person)}
          {input("account", "Account", "name or id", account)}
          {input("set", "Role", "permission set", set)}
          <Button kind="go" type="submit">
            Look
          </Button>
        </form>
      </search>
      {answer === null ? (
        <Empty title="Name an account and a role." />
      ) : "unfound" in answer ? (
        <Empty title={notFound[answer.unfound]} />
      ) : (
        <WhyAnswer why={answer} viewerId={viewer.personId} mayBrowse={isReader} />
      )}
    </>
  );
}
