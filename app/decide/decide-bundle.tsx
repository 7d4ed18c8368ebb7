import { BundleRequest } from "#components/access/bundle-request.tsx";
import { BundleStates } from "#components/access/bundle-states.tsx";
import { HonestEnd } from "#components/access/honest-end.tsx";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Name } from "#components/ui/name.tsx";
import { Quote } from "#components/ui/quote.tsx";
import { Say } from "#components/ui/say.tsx";
import { Section } from "#components/ui/section.tsx";
import { State } from "#components/ui/state.tsx";
import type { BundledRequest, RequestDetail } from "#lib/core/shown-access.ts";
import type { Granting } from "#lib/core/shown-engine.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { count, formatRelative, formatWhen, listNames, spellMinutes } from "#lib/format.ts";
import { BundleForm, type ShownRequest } from "./bundle-form.tsx";

const FORM_ID = "bundle-decision";

type DecideBundleProps = {
  /** What stands in the address of the link. */
  link: string;
  /** What the letter showed, by request. */
  shown: Readonly<Record<string, string>>;
  /** Two or more that wait for the viewer. */
  requests: readonly [RequestDetail, ...RequestDetail[]];
  /** All of the bundle that the viewer may see. */
  bundle: readonly BundledRequest[];
  granting: Granting | null;
  viewer: Viewer;
  now: Date;
  zone: string;
};

const isSensitive = ({ role }: RequestDetail) => role === null || role.weight !== "ordinary";

function toShown({ id, contentHash, durationMinutes, content }: RequestDetail): ShownRequest {
  return {
    id,
    contentHash,
    minutes: durationMinutes,
    name: `${content.permissionSetName} in ${content.accountName}`,
  };
}

/** All that the decision of several requests needs: what they share once, and of each what it adds. */
export function DecideBundle({
  link,
  shown,
  requests,
  bundle,
  granting,
  viewer,
  now,
  zone,
}: DecideBundleProps) {
  const [{ content, durationMinutes, createdAt, ticket, reason, startsAt }] = requests;
  const together = requests.filter((request) => !isSensitive(request));
  const alone = requests.filter(isSensitive);
  const accounts = [...new Set(requests.map((request) => request.content.accountName))];
  const lapsesAt = new Date(Math.min(...requests.map((request) => request.lapsesAt.getTime())));
  const others = bundle.filter(({ id }) => requests.every((request) => request.id !== id));
  const sessionMinutes = Math.max(...requests.map((request) => request.content.sessionMinutes ?? 0));
  const moment = { now, zone };
  return (
    <div className="grid items-start gap-x-14 wide:grid-cols-[minmax(0,38rem)_20rem]">
      <div className="min-w-0">
        <div className="*:whitespace-normal">
          <State is="pending">Waiting for your yes, the first lapses {formatWhen(lapsesAt, now, zone)}</State>
        </div>
        <Say as="h1" className="mt-2 mb-4 max-w-none">
          <b>{content.requesterName}</b> asks for <b>{count(requests.length, "role")}</b> in{" "}
          <b>
            {accounts.length <= 2 ? <Name>{listNames(accounts)}</Name> : count(accounts.length, "account")}
          </b>{" "}
          for <b>{spellMinutes(durationMinutes)}</b>.
        </Say>
        <ul className="mb-4 grid gap-0.5 text-read">
          {[...together, ...alone].map(({ id, content: { permissionSetName, accountName } }) => (
            <li key={id}>
              <a href={`#request-${id}`} className="link">
                {permissionSetName} in {accountName}
              </a>
            </li>
          ))}
        </ul>
        {granting && (
          <NotGranting
            granting={granting}
            mayBrowse={mayReadEverything(viewer)}
            {...moment}
            className="mb-3"
          />
        )}
        <Quote
          below={
            <span className="text-ink-2">
              {ticket !== null && <b className="font-medium text-ink">{ticket}, </b>}
              asked {formatWhen(createdAt, now, zone)}, {formatRelative(createdAt, now)}
            </span>
          }
        >
          {reason}
        </Quote>
        <Section
          title="How long"
          note={startsAt ? "each of them" : "each, from its yes"}
          soft
          className="mt-7"
        >
          <HonestEnd
            begins={startsAt ? "starts" : "your yes"}
            startsAt={startsAt ?? now}
            minutes={durationMinutes}
            sessionMinutes={sessionMinutes}
            isAbout={startsAt === null}
            {...moment}
          />
        </Section>
        {[...together, ...alone].map((request) => (
          <BundleRequest
            key={request.id}
            request={request}
            formId={FORM_ID}
            isChanged={shown[request.id] !== undefined && shown[request.id] !== request.contentHash}
            viewerId={viewer.personId}
            {...moment}
          />
        ))}
        {others.length > 0 && (
          <BundleStates title="Asked with them" requests={others} viewerId={viewer.personId} {...moment} />
        )}
        <p className="mt-7 flex gap-2.5 border-t border-line pt-3 text-ink-2 wide:pb-4">
          <Icon name="lock" className="mt-0.5" />
          <span>
            Your decision is bound to exactly what stands here, each role to its own revision, and each is
            judged by itself. Opening this page has decided nothing.
          </span>
        </p>
      </div>
      <div className="wide:sticky wide:top-6">
        <BundleForm
          id={FORM_ID}
          link={link}
          together={together.map(toShown)}
          alone={alone.map(toShown)}
          requesterName={content.requesterName}
        />
      </div>
    </div>
  );
}
