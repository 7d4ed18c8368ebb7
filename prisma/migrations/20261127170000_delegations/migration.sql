-- AlterTable
ALTER TABLE "letter" ADD COLUMN     "held_until" TIMESTAMPTZ(3),
ADD COLUMN     "let_go_at" TIMESTAMPTZ(3),
ADD COLUMN     "mail_id" UUID;

-- CreateIndex
CREATE INDEX "letter_of_mail" ON "letter"("mail_id") WHERE (mail_id is not null);

-- CreateIndex
CREATE INDEX "letter_let_go" ON "letter"("recipient_id", "let_go_at") WHERE (let_go_at is not null);

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "in_place_of_id" TEXT;

-- CreateTable
CREATE TABLE "delegation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "delegator_id" TEXT NOT NULL,
    "delegator_name" TEXT NOT NULL,
    "delegate_id" TEXT NOT NULL,
    "delegate_name" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" TEXT,
    "ended_by_name" TEXT,
    "told_at" TIMESTAMPTZ(3),
    "told_over_at" TIMESTAMPTZ(3),
    "telling_until" TIMESTAMPTZ(3),

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "delegation_delegate_id_ends_at_idx" ON "delegation"("delegate_id", "ends_at");

-- CreateIndex
CREATE INDEX "delegation_delegator_id_ends_at_idx" ON "delegation"("delegator_id", "ends_at");

-- CreateIndex
CREATE INDEX "delegation_untold" ON "delegation"("created_at") WHERE ((told_at is null) OR ((ended_at is not null) AND (told_over_at is null)));

-- A letter goes in a mail of its own or in one with others; which one is said once.
ALTER TABLE letter ADD CONSTRAINT letter_goes_in_a_mail CHECK ((mail_id IS NULL) = (let_go_at IS NULL));

-- Nobody decides in the requester's place, nor in their own.
ALTER TABLE decision
  ADD CONSTRAINT decision_not_in_place_of_requester CHECK (in_place_of_id <> requester_id),
  ADD CONSTRAINT decision_not_in_own_place CHECK (in_place_of_id <> decider_id);

-- 60 days, and the hour by which clocks may be put back in them.
ALTER TABLE delegation
  ADD CONSTRAINT delegation_to_another CHECK (delegate_id <> delegator_id),
  ADD CONSTRAINT delegation_span CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '1441 hours'),
  ADD CONSTRAINT delegation_ended CHECK ((ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (ended_by_name IS NULL));

-- One person decides in another's place at a time: two that lie over each other are refused, on however many connections they are made.
CREATE FUNCTION delegation_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('delegation:' || NEW.delegator_id, 0));
  IF EXISTS (
    SELECT FROM delegation d
    WHERE d.delegator_id = NEW.delegator_id AND d.id <> NEW.id
      AND d.starts_at < NEW.ends_at AND least(d.ends_at, coalesce(d.ended_at, d.ends_at)) > NEW.starts_at
  ) THEN
    RAISE EXCEPTION 'somebody decides in the place of % already', NEW.delegator_id USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_alone BEFORE INSERT ON delegation
  FOR EACH ROW EXECUTE FUNCTION delegation_alone();

-- What was delegated to whom stands; all that becomes of it is that it ends early, once, and now.
CREATE FUNCTION delegation_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moves CONSTANT text[] := ARRAY['ended_at', 'ended_by_id', 'ended_by_name', 'told_at', 'told_over_at', 'telling_until'];
BEGIN
  IF (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves) THEN
    RAISE EXCEPTION 'what delegation % says does not change', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.ended_at IS DISTINCT FROM OLD.ended_at AND (OLD.ended_at IS NOT NULL OR NEW.ended_at > gatehouse_now()) THEN
    RAISE EXCEPTION 'delegation % ends once, and now', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_only_ends BEFORE UPDATE ON delegation
  FOR EACH ROW EXECUTE FUNCTION delegation_only_ends();
CREATE TRIGGER delegation_kept BEFORE DELETE OR TRUNCATE ON delegation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Of everybody who decides a request, or in whose place it is decided, each is one voice; and whoever decides in another's place was named for that
-- moment. Decisions on one request wait for each other, so that each knows of all before it.
CREATE FUNCTION decision_one_voice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM request WHERE id = NEW.request_id FOR UPDATE;
  IF EXISTS (
    SELECT FROM decision d
    WHERE d.request_id = NEW.request_id
      AND (d.decider_id IN (NEW.decider_id, NEW.in_place_of_id) OR d.in_place_of_id IN (NEW.decider_id, NEW.in_place_of_id))
  ) THEN
    RAISE EXCEPTION 'this voice was heard on request % already', NEW.request_id USING ERRCODE = 'unique_violation';
  END IF;
  IF NEW.in_place_of_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM delegation g
    WHERE g.delegator_id = NEW.in_place_of_id AND g.delegate_id = NEW.decider_id
      AND g.starts_at <= NEW.decided_at AND g.ends_at > NEW.decided_at AND (g.ended_at IS NULL OR g.ended_at > NEW.decided_at)
  ) THEN
    RAISE EXCEPTION 'nobody named % to decide in the place of %', NEW.decider_id, NEW.in_place_of_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_one_voice BEFORE INSERT ON decision
  FOR EACH ROW EXECUTE FUNCTION decision_one_voice();

GRANT SELECT ON delegation TO gatehouse_web, gatehouse_worker;
GRANT INSERT (id, delegator_id, delegator_name, delegate_id, delegate_name, starts_at, ends_at, created_at) ON delegation TO gatehouse_web;
GRANT UPDATE (ended_at, ended_by_id, ended_by_name) ON delegation TO gatehouse_web;
GRANT UPDATE (told_at, told_over_at, telling_until) ON delegation TO gatehouse_worker;
