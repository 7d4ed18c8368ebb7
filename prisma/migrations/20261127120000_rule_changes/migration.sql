-- CreateEnum
CREATE TYPE "rule_change_state" AS ENUM ('proposed', 'waiting', 'applied', 'refused', 'withdrawn', 'stale', 'rejected', 'lapsed');

-- CreateEnum
CREATE TYPE "rule_change_answer" AS ENUM ('agree', 'reject', 'withdraw');

-- AlterEnum
ALTER TYPE "letter_kind" ADD VALUE 'rule-change-waits';
ALTER TYPE "letter_kind" ADD VALUE 'rule-change-settled';

-- AlterTable
ALTER TABLE "letter" ADD COLUMN     "rule_change_id" UUID,
ALTER COLUMN "request_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "rule_change" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "rule_id" UUID,
    "base_version" INTEGER,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "priority" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "proposed_by_id" TEXT NOT NULL,
    "proposed_by_name" TEXT NOT NULL,
    "session_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "rule_change_state" NOT NULL DEFAULT 'proposed',
    "round" INTEGER NOT NULL DEFAULT 0,
    "again_why" TEXT,
    "is_widening" BOOLEAN,
    "judgement" JSONB,
    "judged_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "settled_reason" TEXT,
    "applied_rule_id" UUID,
    "applied_version" INTEGER,

    CONSTRAINT "rule_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_change_voice" (
    "change_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "proposer_id" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "answer" "rule_change_answer" NOT NULL,
    "person_id" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "session_id" UUID NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_change_voice_pkey" PRIMARY KEY ("change_id","round")
);

-- CreateIndex
CREATE INDEX "rule_change_proposed_at_id_idx" ON "rule_change"("proposed_at" DESC, "id");

-- CreateIndex
CREATE INDEX "rule_change_open" ON "rule_change"("state", "proposed_at") WHERE (state = ANY (ARRAY['proposed'::rule_change_state, 'waiting'::rule_change_state]));

-- CreateIndex
CREATE INDEX "rule_change_rule_id_idx" ON "rule_change"("rule_id");

-- CreateIndex
CREATE INDEX "rule_change_applied_rule_id_applied_version_idx" ON "rule_change"("applied_rule_id", "applied_version");

-- CreateIndex
CREATE UNIQUE INDEX "rule_change_id_proposed_by_id_content_hash_key" ON "rule_change"("id", "proposed_by_id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "letter_kind_recipient_id_rule_change_id_occasion_key" ON "letter"("kind", "recipient_id", "rule_change_id", "occasion");

-- AddForeignKey
ALTER TABLE "rule_change_voice" ADD CONSTRAINT "rule_change_voice_change_id_proposer_id_content_hash_fkey" FOREIGN KEY ("change_id", "proposer_id", "content_hash") REFERENCES "rule_change"("id", "proposed_by_id", "content_hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_rule_change_id_fkey" FOREIGN KEY ("rule_change_id") REFERENCES "rule_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------
-- What must hold whoever writes.

ALTER TABLE letter
  ADD CONSTRAINT letter_is_about_one CHECK ((request_id IS NULL) <> (rule_change_id IS NULL));

ALTER TABLE rule_change
  ADD CONSTRAINT rule_change_base CHECK ((rule_id IS NULL) = (base_version IS NULL)),
  ADD CONSTRAINT rule_change_note CHECK (length(note) BETWEEN 1 AND 1000),
  ADD CONSTRAINT rule_change_hash CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT rule_change_settled CHECK ((state IN ('proposed', 'waiting')) = (settled_at IS NULL)),
  ADD CONSTRAINT rule_change_applied CHECK ((state = 'applied') = (applied_version IS NOT NULL) AND (state = 'applied') = (applied_rule_id IS NOT NULL));

-- Nobody answers their own change, and nobody else takes it back.
ALTER TABLE rule_change_voice
  ADD CONSTRAINT rule_change_voice_not_own CHECK ((answer = 'withdraw') = (person_id = proposer_id));

CREATE FUNCTION rule_change_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The week that it may wait is counted from here.
  IF NEW.state <> 'proposed' OR NEW.round <> 0 OR NEW.proposed_at > gatehouse_now() THEN
    RAISE EXCEPTION 'a change of a rule begins as proposed, and now' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rule_change_begins BEFORE INSERT ON rule_change
  FOR EACH ROW EXECUTE FUNCTION rule_change_begins();
CREATE TRIGGER rule_change_kept BEFORE DELETE OR TRUNCATE ON rule_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is proposed never changes, what is over stays so, and what widens access is applied by somebody else's yes to exactly this.
CREATE FUNCTION rule_change_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moves CONSTANT text[] := ARRAY['state', 'round', 'again_why', 'is_widening', 'judgement', 'judged_at', 'settled_at', 'settled_reason',
    'applied_rule_id', 'applied_version'];
BEGIN
  IF OLD.state NOT IN ('proposed', 'waiting') THEN
    RAISE EXCEPTION 'change % is already %', OLD.id, OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves) OR NEW.round < OLD.round THEN
    RAISE EXCEPTION 'what change % proposes does not change', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'applied' AND NOT (
    NEW.applied_rule_id = coalesce(NEW.rule_id, NEW.applied_rule_id)
    AND NEW.applied_version = coalesce(NEW.base_version, 0) + 1
    AND NEW.round = OLD.round
    AND (NEW.is_widening IS FALSE OR EXISTS (
      SELECT FROM rule_change_voice v
      WHERE v.change_id = NEW.id AND v.round = NEW.round AND v.answer = 'agree'
        AND v.content_hash = NEW.content_hash AND v.person_id <> NEW.proposed_by_id))
  ) THEN
    RAISE EXCEPTION 'nobody else agreed to change %', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rule_change_moves BEFORE UPDATE ON rule_change
  FOR EACH ROW EXECUTE FUNCTION rule_change_moves();

-- A voice is heard while its change is open, in the round that it was said in. The change is held meanwhile, which the web's role alone cannot do.
CREATE FUNCTION rule_change_voice_in_time() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  about rule_change;
BEGIN
  SELECT * INTO about FROM rule_change WHERE id = NEW.change_id FOR UPDATE;
  IF NOT FOUND OR about.round <> NEW.round OR about.state NOT IN ('proposed', 'waiting')
     OR (about.state = 'proposed' AND NEW.answer <> 'withdraw') THEN
    RAISE EXCEPTION 'change % does not wait for this', NEW.change_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION rule_change_voice_in_time(), rule_change_moves(), rule_change_begins() FROM PUBLIC;
CREATE TRIGGER rule_change_voice_in_time BEFORE INSERT ON rule_change_voice
  FOR EACH ROW EXECUTE FUNCTION rule_change_voice_in_time();
CREATE TRIGGER rule_change_voice_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_change_voice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The worker writes no version of a rule but one that an applied change proposed, word for word.
CREATE FUNCTION rule_version_follows_a_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM rule_change c
    WHERE c.applied_rule_id = NEW.rule_id AND c.applied_version = NEW.version AND c.state = 'applied'
      AND (c.name, c.description, c.enabled, c.priority, c.content) = (NEW.name, NEW.description, NEW.enabled, NEW.priority, NEW.content)
  ) THEN
    RAISE EXCEPTION 'no applied change says this of rule %', NEW.rule_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rule_version_follows_a_change BEFORE INSERT ON rule_version
  FOR EACH ROW WHEN (current_user = 'gatehouse_worker') EXECUTE FUNCTION rule_version_follows_a_change();

-- And a rule says what its version says: it never changes in part.
CREATE FUNCTION rule_says_its_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM rule r JOIN rule_version v ON v.rule_id = r.id AND v.version = r.version
    WHERE r.id = NEW.id
      AND (v.name, v.description, v.enabled, v.priority, v.content) = (r.name, r.description, r.enabled, r.priority, r.content)
  ) THEN
    RAISE EXCEPTION 'rule % does not say what its version % says', NEW.id, NEW.version USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER rule_says_its_version AFTER INSERT OR UPDATE ON rule
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (current_user = 'gatehouse_worker') EXECUTE FUNCTION rule_says_its_version();
REVOKE ALL ON FUNCTION rule_version_follows_a_change(), rule_says_its_version() FROM PUBLIC;

-- The web writes down what is proposed and what is said to it; whether it widens, and the rules themselves, are the worker's.
GRANT SELECT ON rule_change, rule_change_voice TO gatehouse_web, gatehouse_worker;
GRANT INSERT (id, rule_id, base_version, name, description, enabled, priority, content, content_hash, note, proposed_by_id, proposed_by_name,
              session_id, proposed_at, state, round) ON rule_change TO gatehouse_web;
GRANT INSERT ON rule_change_voice TO gatehouse_web;
GRANT UPDATE (state, round, again_why, is_widening, judgement, judged_at, settled_at, settled_reason, applied_rule_id, applied_version)
  ON rule_change TO gatehouse_worker;
GRANT INSERT ON rule, rule_version, rule_principal TO gatehouse_worker;
GRANT UPDATE (name, description, enabled, version, priority, content, updated_at) ON rule TO gatehouse_worker;
GRANT DELETE ON rule_principal TO gatehouse_worker;
