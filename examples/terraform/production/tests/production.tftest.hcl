# terraform test: makes the plans in a folder in place of the bucket, and looks at what became of them.

variables {
  repository = "./backups"
  archive    = null
}

run "a_repository" {
  module {
    source = "./tests/repository"
  }
}

run "the_plans_are_kept" {
  assert {
    condition     = alltrue([for plan in pgstow_backup_plan.nightly : plan.revision == 1])
    error_message = "A plan is not of its first revision."
  }
  assert {
    condition     = pgstow_backup_plan.nightly["billing-nightly"].source.password.aws_secret == "billing/backup"
    error_message = "The password is looked up elsewhere."
  }
  assert {
    condition     = strcontains(data.pgstow_workflow.github.text, "backup-orders-nightly:")
    error_message = "The workflow has no job for a plan."
  }
  assert {
    condition     = provider::pgstow::cron(pgstow_backup_plan.nightly["billing-nightly"].schedule) == "0 2,14 * * *"
    error_message = "The schedule is another one."
  }
}

# what is backed up has changed: one plan goes, another one starts at another time
run "the_plans_follow_the_databases" {
  variables {
    databases = {
      orders-nightly = { host = "orders.db.example.com", database = "orders", start_at = ["03:00"] }
    }
  }

  assert {
    condition     = length(pgstow_backup_plan.nightly) == 1 && pgstow_backup_plan.nightly["orders-nightly"].revision == 2
    error_message = "The plans are not those of the databases."
  }
}
