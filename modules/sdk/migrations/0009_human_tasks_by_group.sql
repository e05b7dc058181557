-- Lists of tasks are narrowed to a group as well as to an assignee.
CREATE INDEX human_tasks_by_group ON human_tasks (tenant, group_name, id);
