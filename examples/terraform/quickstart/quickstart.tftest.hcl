# terraform test: makes the repository and the plan in a folder of its own, and looks at what became of them.

variables {
  repository       = "./backups/test"
  password         = "not the real one"
  password_version = 1
}

run "the_plan_is_kept" {
  assert {
    condition     = pgstow_backup_plan.orders.revision == 1
    error_message = "The plan is of revision ${pgstow_backup_plan.orders.revision}."
  }
  assert {
    condition     = pgstow_backup_plan.orders.concurrency == "4" && !pgstow_backup_plan.orders.paused
    error_message = "What is not given has not its default."
  }
  assert {
    condition     = pgstow_repository.backups.encrypted && pgstow_repository.backups.public_key != null
    error_message = "The repository is not encrypted."
  }
  assert {
    condition     = data.pgstow_health.all.healthy
    error_message = "A plan that was just made is late already."
  }
}

run "nothing_is_left_to_do" {
  command = plan

  assert {
    condition     = pgstow_backup_plan.orders.revision == 1
    error_message = "The plan would be changed."
  }
}

run "it_is_changed_in_place" {
  variables {
    database = { host = "db.example.com", port = 5433, name = "orders", user = "backup" }
  }

  assert {
    condition     = pgstow_backup_plan.orders.revision == 2 && pgstow_backup_plan.orders.source.port == 5433
    error_message = "The plan is not the one that was changed."
  }
}
