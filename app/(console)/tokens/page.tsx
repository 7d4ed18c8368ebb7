import type { Metadata } from "next";
import { readMoment } from "#app/(console)/moment.ts";
import { Columns } from "#components/ui/columns.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Note } from "#components/ui/note.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { listNames } from "#lib/format.ts";
import { type ShownToken, tokensFor } from "#lib/queries/tokens.ts";
import { make, revoke } from "./actions.ts";
import { MakeTokenForm } from "./make-token-form.tsx";
import { RevokeToken } from "./revoke-token.tsx";

export const metadata: Metadata = { title: "API tokens" };

export default async function TokensPage() {
  const viewer = await requireViewer();
  const isReader = mayReadEverything(viewer);
  const [all, { now, zone }] = await Promise.all([tokensFor(viewer, "all"), readMoment()]);
  const own = all.filter(({ personId }) => personId === viewer.personId);
  const others = all.filter(({ personId }) => personId !== viewer.personId);
  const rows = (tokens: readonly ShownToken[], mayRevoke: boolean) => (
    <RowList>
      {tokens.map((token) => (
        <Row
          key={token.id}
          title={token.personId === viewer.personId ? token.name : `${token.name}, of ${token.personName}`}
          sub={
            <>
              To {listNames(token.scopes)}. Made <When at={token.createdAt} now={now} zone={zone} />, ends{" "}
              <When at={token.expiresAt} now={now} zone={zone} />,{" "}
              {token.lastUsedAt === null ? (
                "never used"
              ) : (
                <>
                  last used <When at={token.lastUsedAt} now={now} zone={zone} as="relative" />
                </>
              )}
              .
            </>
          }
          end={mayRevoke && <RevokeToken token={token} revoke={revoke} />}
        />
      ))}
    </RowList>
  );
  return (
    <>
      <PageHead
        title="API tokens"
        sub="A token lets a program do in your name what you may do yourself, and nothing that you may not. It decides nothing."
      />
      <Columns
        as="ask"
        beside={
          <Section title="Yours" soft>
            {own.length === 0 ? <Empty title="You have no token." /> : rows(own, true)}
          </Section>
        }
      >
        <Section title="Make one">
          <div className="pt-3">
            <MakeTokenForm make={make} mayRead={isReader} mayEnd={viewer.isAdministrator} />
          </div>
        </Section>
        {isReader && (
          <Section title="Of others">
            {others.length === 0 ? <Note>Nobody else has one.</Note> : rows(others, viewer.isAdministrator)}
          </Section>
        )}
      </Columns>
    </>
  );
}
