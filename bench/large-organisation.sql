-- A large organisation with a year of history, written as the database's superuser: 5,000 accounts in 2,000 units, 300 sets, 1,500 groups,
-- 20,000 people, about 100,000 memberships, 60,000 pairs, 90,000 assignments. The same on every run.
-- Triggers that guard single steps would refuse a year that is written at once.
SET session_replication_role = replica;
SET TIME ZONE 'UTC';

-- Evenly spread and always the same: a number from 0 to below `below` for a thing and a purpose.
CREATE FUNCTION pg_temp.pick(thing text, below integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT ((hashtextextended(thing, 42) & 9223372036854775807) % below)::integer
$$;
CREATE TEMP TABLE moment AS SELECT date_trunc('minute', now()) AS present, date_trunc('minute', now()) - interval '365 days' AS beginning;

INSERT INTO organisation (id, management_account_id, root_id) VALUES ('o-large', '100000000001', 'r-large');

-- Five levels: 10 units below the root, and each further unit below an earlier one of the level above.
WITH RECURSIVE tree AS (
  SELECT 'r-large' AS id, 'Root' AS name, null::text AS parent_id, ARRAY['r-large'] AS path, 0 AS level, 0 AS i
  UNION ALL
  SELECT 'ou-' || child.level || '-' || child.i, child.name || ' ' || child.i, tree.id, tree.path || ('ou-' || child.level || '-' || child.i), child.level, child.i
  FROM tree JOIN (
    SELECT 1 AS level, i, 'Division' AS name, 0 AS parent FROM generate_series(0, 9) i
    UNION ALL SELECT 2, i, 'Domain', i % 10 FROM generate_series(0, 89) i
    UNION ALL SELECT 3, i, 'Department', i % 90 FROM generate_series(0, 399) i
    UNION ALL SELECT 4, i, 'Team', i % 400 FROM generate_series(0, 799) i
    UNION ALL SELECT 5, i, 'Squad', i % 800 FROM generate_series(0, 699) i
  ) child ON child.level = tree.level + 1 AND child.parent = tree.i
)
INSERT INTO organisational_unit (id, name, parent_id, path, valid_from)
SELECT id, name, parent_id, path, beginning FROM tree, moment;

INSERT INTO account (id, name, email, state, parent_id, joined_at, tags, valid_from)
SELECT (100000000000 + i)::text,
  (ARRAY['billing', 'orders', 'search', 'ledger', 'catalogue', 'payments', 'shipping', 'identity', 'reports', 'edge'])[1 + i % 10]
    || '-' || lpad((i / 10)::text, 4, '0') || '-' || (ARRAY['prod', 'staging', 'dev'])[1 + i % 3],
  'aws+' || i || '@large.example',
  (CASE WHEN i % 97 = 0 THEN 'SUSPENDED' ELSE 'ACTIVE' END)::account_state,
  'ou-5-' || pg_temp.pick('unit of ' || i, 700),
  beginning - interval '1 year',
  jsonb_build_object('owner', 'team-' || i % 250 || '@large.example', 'environment', (ARRAY['prod', 'staging', 'dev'])[1 + i % 3],
                     'cost-centre', (4000 + i % 60)::text),
  beginning + make_interval(hours => pg_temp.pick('account ' || i, 8000))
FROM generate_series(1, 5000) i, moment;
UPDATE account SET parent_id = 'ou-' || 1 + (id::bigint % 5) || '-' || id::bigint % 10 WHERE id::bigint % 4 = 0;

INSERT INTO permission_set (arn, id, name, description, session_minutes, managed_policies, inline_policy, tags, fingerprint, administrator_like, valid_from)
SELECT 'arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-' || lpad(i::text, 16, '0'), 'ps-' || lpad(i::text, 16, '0'),
  (ARRAY['ReadOnly', 'Operator', 'Developer', 'Support', 'Administrator'])[1 + i % 5] || '-' || lpad(i::text, 3, '0'),
  'Set number ' || i, 60 * (1 + i % 12),
  CASE i % 5 WHEN 4 THEN '[{"kind": "aws", "arn": "arn:aws:iam::aws:policy/AdministratorAccess", "name": "AdministratorAccess"}]'::jsonb
    ELSE '[{"kind": "aws", "arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "name": "ReadOnlyAccess"}]'::jsonb END,
  CASE WHEN i % 3 = 0 THEN '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"*"}]}' END,
  '{}', md5('set ' || i), CASE WHEN i % 5 = 4 THEN 'AdministratorAccess' END,
  beginning + make_interval(hours => pg_temp.pick('set ' || i, 8000))
FROM generate_series(1, 300) i, moment;

INSERT INTO identity_group (id, display_name, description, external_ids, valid_from)
SELECT 'group-' || lpad(i::text, 5, '0'), 'team-' || lpad((i / 3)::text, 4, '0') || (ARRAY['-readers', '-engineers', '-leads'])[1 + i % 3], '', '[]', beginning
FROM generate_series(1, 1500) i, moment;

INSERT INTO person (id, user_name, display_name, given_name, family_name, email, emails, title, status, external_ids, valid_from)
SELECT 'person-' || lpad(i::text, 6, '0'), 'user' || i, given || ' ' || family, given, family,
  'user' || i || '@large.example', ARRAY['user' || i || '@large.example'], 'Engineer',
  (CASE WHEN i % 50 = 0 THEN 'DISABLED' ELSE 'ENABLED' END)::person_status,
  jsonb_build_array(jsonb_build_object('issuer', 'https://issuer.large.example', 'id', 'user' || i)),
  beginning + make_interval(hours => pg_temp.pick('person ' || i, 8000))
FROM (SELECT i, (ARRAY['Anna', 'Bo', 'Chidi', 'Dagny', 'Emil', 'Fatima', 'Goran', 'Hanna', 'Ivar', 'Jana', 'Kofi', 'Lea'])[1 + pg_temp.pick('given ' || i, 12)] AS given,
        (ARRAY['Berg', 'Dahl', 'Eze', 'Haugen', 'Ito', 'Kowalska', 'Lindqvist', 'Moen', 'Novak', 'Okafor', 'Petrov', 'Ruiz', 'Sato', 'Vogel'])[1 + pg_temp.pick('family ' || i, 14)]
          || '-' || i % 1000 AS family
      FROM generate_series(1, 20000) i) p, moment;

-- Five groups a person; three groups that nearly everybody is in; the administrators and the auditors of the console.
INSERT INTO membership (group_id, person_id, valid_from)
SELECT DISTINCT 'group-' || lpad((4 + pg_temp.pick('member ' || i || '/' || n, 1490))::text, 5, '0'), 'person-' || lpad(i::text, 6, '0'),
  beginning + make_interval(hours => pg_temp.pick('since ' || i, 8000))
FROM generate_series(1, 20000) i, generate_series(1, 4) n, moment;
INSERT INTO membership (group_id, person_id, valid_from)
SELECT 'group-' || lpad(g::text, 5, '0'), 'person-' || lpad(i::text, 6, '0'), beginning
FROM generate_series(1, 20000) i, generate_series(1, 3) g, moment WHERE i % (2 * g) = 0;
INSERT INTO membership (group_id, person_id, valid_from)
SELECT 'group-01500', 'person-' || lpad(i::text, 6, '0'), beginning FROM generate_series(1, 5) i, moment ON CONFLICT DO NOTHING;

-- Twelve sets an account; the mean group holds fifty pairs. One assignment in six names a person.
INSERT INTO provisioned_permission_set (account_id, permission_set_arn, valid_from)
SELECT (100000000000 + a)::text, 'arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-' || lpad((1 + (a * 7 + n * 25) % 300)::text, 16, '0'), beginning
FROM generate_series(1, 5000) a, generate_series(0, 11) n, moment;
INSERT INTO assignment (account_id, permission_set_arn, principal_kind, principal_id, valid_from)
SELECT account_id, permission_set_arn, 'group', 'group-' || lpad((4 + pg_temp.pick(account_id || permission_set_arn, 1490))::text, 5, '0'),
  beginning + make_interval(hours => pg_temp.pick('held ' || account_id || permission_set_arn, 8760))
FROM provisioned_permission_set, moment;
INSERT INTO assignment (account_id, permission_set_arn, principal_kind, principal_id, valid_from)
SELECT account_id, permission_set_arn, 'group', 'group-' || lpad((4 + pg_temp.pick('second ' || account_id || permission_set_arn, 1490))::text, 5, '0'),
  beginning + make_interval(hours => pg_temp.pick('second held ' || account_id || permission_set_arn, 8760))
FROM provisioned_permission_set, moment WHERE pg_temp.pick('twice ' || account_id || permission_set_arn, 4) = 0
ON CONFLICT DO NOTHING;
INSERT INTO assignment (account_id, permission_set_arn, principal_kind, principal_id, valid_from)
SELECT account_id, permission_set_arn, 'user',
  CASE WHEN pg_temp.pick('gone ' || account_id || permission_set_arn, 60) = 0 THEN 'deleted-' || account_id
    ELSE 'person-' || lpad((1 + pg_temp.pick('direct ' || account_id || permission_set_arn, 20000))::text, 6, '0') END,
  beginning + make_interval(hours => pg_temp.pick('direct held ' || account_id || permission_set_arn, 8760))
FROM provisioned_permission_set, moment WHERE pg_temp.pick('by name ' || account_id || permission_set_arn, 4) = 0;
-- Three groups that nearly everybody is in reach a few accounts each.
INSERT INTO assignment (account_id, permission_set_arn, principal_kind, principal_id, valid_from)
SELECT account_id, permission_set_arn, 'group', 'group-' || lpad((1 + n % 3)::text, 5, '0'), beginning
FROM (SELECT *, row_number() OVER (ORDER BY account_id, permission_set_arn) AS n FROM provisioned_permission_set) p, moment WHERE n % 1500 = 0
ON CONFLICT DO NOTHING;

-- A year of reads, every half hour, and what they saw otherwise before.
INSERT INTO sync_run (state, asked_at, started_at, progress_at, finished_at, reads_since, worker_id, progress)
SELECT 'done', at, at, at + interval '9 minutes', at + interval '9 minutes', at, 'worker-1', '{}'
FROM moment, generate_series(beginning, present - interval '10 minutes', interval '30 minutes') at;
INSERT INTO assignment_past (account_id, permission_set_arn, principal_kind, principal_id, valid_from, valid_to)
SELECT (100000000000 + 1 + pg_temp.pick('past account ' || i, 5000))::text,
  'arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-' || lpad((1 + pg_temp.pick('past set ' || i, 300))::text, 16, '0'),
  (CASE WHEN i % 3 = 0 THEN 'group' ELSE 'user' END)::principal_kind,
  CASE WHEN i % 3 = 0 THEN 'group-' || lpad((1 + pg_temp.pick('past group ' || i, 1500))::text, 5, '0')
    ELSE 'person-' || lpad((1 + pg_temp.pick('past person ' || i, 20000))::text, 6, '0') END,
  beginning + make_interval(mins => (i * 525600.0 / 200000)::integer), beginning + make_interval(mins => (i * 525600.0 / 200000)::integer + 30 + pg_temp.pick('lasted ' || i, 6000))
FROM generate_series(1, 196000) i, moment;
INSERT INTO membership_past (group_id, person_id, valid_from, valid_to)
SELECT 'group-' || lpad((1 + pg_temp.pick('left ' || i, 1500))::text, 5, '0'), 'person-' || lpad((1 + pg_temp.pick('leaver ' || i, 20000))::text, 6, '0'),
  beginning, beginning + make_interval(mins => (i * 525600.0 / 100000)::integer)
FROM generate_series(1, 99000) i, moment;
INSERT INTO account_past (id, name, email, state, parent_id, joined_at, tags, valid_from, valid_to)
SELECT id, name || '-old', email, 'ACTIVE', parent_id, joined_at, '{}', beginning - interval '1 day', valid_from FROM account, moment;
INSERT INTO permission_set_past (arn, id, name, description, session_minutes, managed_policies, inline_policy, tags, fingerprint, valid_from, valid_to)
SELECT arn, id, name, description, 60, '[]', null, '{}', md5('old ' || id), beginning, valid_from FROM permission_set, moment;
INSERT INTO person_past (id, user_name, display_name, given_name, family_name, email, emails, title, status, external_ids, valid_from, valid_to)
SELECT id, user_name, display_name, given_name, family_name, email, emails, 'Trainee', 'ENABLED', external_ids, beginning, valid_from FROM person, moment;
INSERT INTO provisioned_permission_set_past (account_id, permission_set_arn, valid_from, valid_to)
SELECT DISTINCT ON (account_id, permission_set_arn) account_id, permission_set_arn, valid_from, valid_to FROM assignment_past WHERE history_id % 4 = 0;

-- 60,000 grants that ended in the year, and 40 that are active now, each with its request, its yes and its place in the ledger.
CREATE TEMP TABLE given AS
SELECT gen_random_uuid() AS request_id, gen_random_uuid() AS grant_id, i, i > 60000 AS is_active,
  'person-' || lpad((1 + pg_temp.pick('asked by ' || i, 20000))::text, 6, '0') AS person_id,
  (100000000000 + 1 + pg_temp.pick('asked in ' || i, 5000))::text AS account_id,
  'arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-' || lpad((1 + pg_temp.pick('asked for ' || i, 300))::text, 16, '0') AS permission_set_arn,
  CASE WHEN i > 60000 THEN present - interval '20 minutes' ELSE beginning + make_interval(mins => (i * 525000.0 / 60000)::integer) END AS began
FROM generate_series(1, 60040) i, moment;
INSERT INTO request (id, requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name, duration_minutes, reason,
                     rule_id, rule_name, rule_version, state, created_at, lapses_at, settled_at)
SELECT g.request_id, g.person_id, p.display_name, g.account_id, a.name, g.permission_set_arn, s.name, 60, 'A reason that says something',
  '00000000-0000-0000-0000-000000000000', 'Everybody', 1, 'approved', g.began - interval '5 minutes', g.began + interval '1 day', g.began
FROM given g JOIN person p ON p.id = g.person_id JOIN account a ON a.id = g.account_id JOIN permission_set s ON s.arn = g.permission_set_arn;
INSERT INTO decision (request_id, requester_id, decider_id, decider_name, verdict, comment, granted_minutes, content_hash, session_id, decided_at)
SELECT request_id, person_id, 'person-000001', 'An Approver', 'approve', '', 60, '', gen_random_uuid(), began FROM given WHERE person_id <> 'person-000001';
INSERT INTO managed_assignment (instance_arn, account_id, permission_set_arn, person_id, origin, intent_at, seen, seen_at, tombstone_at, due_at, created_at)
SELECT DISTINCT ON (account_id, permission_set_arn, person_id) 'arn:aws:sso:::instance/ssoins-0000000000000000', account_id, permission_set_arn, person_id,
  CASE WHEN is_active THEN 'ours'::assignment_origin END, CASE WHEN is_active THEN began END,
  (CASE WHEN is_active THEN 'present' ELSE 'absent' END)::sighting, CASE WHEN is_active THEN present - interval '1 minute' ELSE began + interval '1 hour' END,
  CASE WHEN NOT is_active THEN began + interval '1 hour' END, CASE WHEN is_active THEN present + interval '40 minutes' END, began
FROM given, moment ORDER BY account_id, permission_set_arn, person_id, i DESC;
INSERT INTO access_grant (id, request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes, fingerprint, created_at, state,
                          managed_assignment_id, active_at, ended_at, end_reason)
SELECT g.grant_id, g.request_id, g.person_id, g.account_id, g.permission_set_arn, g.began, g.began + interval '1 hour', 60, '', g.began,
  (CASE WHEN g.is_active THEN 'active' ELSE 'ended' END)::grant_state, m.id, g.began + interval '9 seconds',
  CASE WHEN NOT g.is_active THEN g.began + interval '61 minutes' END, CASE WHEN NOT g.is_active THEN 'end-reached' END
FROM given g JOIN managed_assignment m USING (account_id, permission_set_arn, person_id);
INSERT INTO aws_operation (managed_assignment_id, account_id, kind, slot, request_id, started_at, settled_at, outcome)
SELECT g.managed_assignment_id, g.account_id, kind::aws_operation_kind, 1, gen_random_uuid()::text, CASE kind WHEN 'create' THEN g.starts_at ELSE g.ended_at END,
  CASE kind WHEN 'create' THEN g.active_at ELSE g.ended_at + interval '4 seconds' END, 'succeeded'
FROM access_grant g, (VALUES ('create'), ('delete')) k (kind) WHERE kind = 'create' OR g.ended_at IS NOT NULL;
INSERT INTO assignment (account_id, permission_set_arn, principal_kind, principal_id, valid_from)
SELECT account_id, permission_set_arn, 'user', person_id, began + interval '30 seconds' FROM given WHERE is_active ON CONFLICT DO NOTHING;

INSERT INTO audit_event (at, action, actor_kind, actor_id, actor_name, target_kind, target_id, target_name, request_id, grant_id, account_id, person_id, cause, details)
SELECT began + make_interval(mins => n * 12), (ARRAY['request.asked', 'request.approved', 'grant.active', 'grant.ended', 'letter.sent'])[n], 'person', person_id, person_id,
  'request', request_id::text, 'A request', request_id, grant_id, account_id, person_id, 'asked by the person', '{}'
FROM given, generate_series(1, 5) n ORDER BY 1;

INSERT INTO rule (id, name, description, enabled, version, priority, content, created_at, updated_at)
SELECT '00000000-0000-0000-0000-000000000000', 'Everybody', '', true, 1, 100, jsonb_build_object(
  'who', '{"everyone": false, "groups": ["group-00001"], "people": [], "except": {"groups": [], "people": []}}'::jsonb,
  'sets', jsonb_build_object('arns', (SELECT jsonb_agg(arn) FROM (SELECT arn FROM permission_set ORDER BY arn LIMIT 3) first), 'tags', '[]'::jsonb,
    'patterns', '[]'::jsonb, 'except', '{"arns": [], "tags": [], "patterns": []}'::jsonb),
  'accounts', '{"all": false, "ids": [], "units": ["ou-1-1"], "tags": [], "except": {"ids": [], "units": [], "tags": []}}'::jsonb,
  'limits', '{"maxMinutes": 480, "suggestedMinutes": null, "aheadMinutes": 0, "atOnce": null, "extendToMinutes": null, "hours": null}'::jsonb,
  'asks', '{"reasonMinLength": 0, "tickets": []}'::jsonb,
  'agreement', '{"deadlineMinutes": 1440, "stages": [{"quorum": 1, "fallback": null,
    "approvers": {"groups": ["group-01500"], "people": [], "ownerTag": null}}]}'::jsonb), beginning, beginning FROM moment;
INSERT INTO rule_version (rule_id, version, name, description, enabled, priority, content, created_at, created_by)
SELECT id, version, name, description, enabled, priority, content, updated_at, 'bench' FROM rule;
INSERT INTO rule_principal (rule_id, part, principal_kind, principal_id)
VALUES ('00000000-0000-0000-0000-000000000000', 'requester', 'group', 'group-00001'), ('00000000-0000-0000-0000-000000000000', 'approver', 'group', 'group-01500');
INSERT INTO heartbeat (worker_id, started_at, beat_at, host) SELECT 'worker-1', present, present + interval '1 day', 'bench' FROM moment;

SET session_replication_role = origin;
