-- CreateEnum
CREATE TYPE "console_power" AS ENUM ('own', 'delegated');

-- CreateTable
CREATE TABLE "critical_account" (
    "account_id" TEXT NOT NULL,
    "power" "console_power" NOT NULL,

    CONSTRAINT "critical_account_pkey" PRIMARY KEY ("account_id")
);

GRANT SELECT ON critical_account TO gatehouse_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON critical_account TO gatehouse_worker;

-- A role that could change the console itself, or who may do what through Identity Center, is never given on fewer than two people's yes, whatever
-- the rule says. A set that is not known any more counts for the most that it could be.
CREATE FUNCTION access_grant_of_power_has_two_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM critical_account c
    LEFT JOIN permission_set s ON s.arn = NEW.permission_set_arn
    WHERE c.account_id = NEW.account_id AND (c.power = 'own' OR s.arn IS NULL OR s.administrator_like IS NOT NULL)
  ) AND (SELECT count(DISTINCT decider_id) FROM decision WHERE request_id = NEW.request_id AND verdict = 'approve') < 2 THEN
    RAISE EXCEPTION 'a role with power over the console needs two people who agree' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER access_grant_of_power_has_two_voices BEFORE INSERT ON access_grant
  FOR EACH ROW EXECUTE FUNCTION access_grant_of_power_has_two_voices();
