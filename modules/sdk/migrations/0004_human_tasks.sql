-- The index of human tasks (modules/fn/tasks). The truth is in each job's own actor, which writes
-- its task's row and repairs it; `version` keeps a late write from undoing a newer one. Times are
-- milliseconds since 1970.
CREATE TABLE human_tasks (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  priority TEXT NOT NULL,
  -- Empty for none.
  assignee TEXT NOT NULL,
  group_name TEXT NOT NULL,
  due_ms INTEGER,
  expires_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  version INTEGER NOT NULL
);
CREATE INDEX human_tasks_by_tenant ON human_tasks (tenant, id);
CREATE INDEX human_tasks_by_state ON human_tasks (tenant, state, id);
CREATE INDEX human_tasks_by_assignee ON human_tasks (tenant, assignee, id);
-- What tasks' links are signed with, made by the first link where none is configured
-- (modules/fn/tasks/links.hpp).
CREATE TABLE task_link_keys (
  id INTEGER NOT NULL PRIMARY KEY,
  key TEXT NOT NULL
);
