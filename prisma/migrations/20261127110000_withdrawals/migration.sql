-- A withdrawal is of this moment: one that lay ahead would stand in the way of every earlier one, because it is never taken back.
CREATE FUNCTION access_grant_withdrawn_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at AND NEW.withdrawn_at > gatehouse_now() THEN
    RAISE EXCEPTION 'grant % cannot be withdrawn from later on', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER access_grant_withdrawn_now BEFORE UPDATE OF withdrawn_at ON access_grant
  FOR EACH ROW EXECUTE FUNCTION access_grant_withdrawn_now();
