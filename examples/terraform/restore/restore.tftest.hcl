# terraform test: restores the newest set of the plan into a database of its own, which is dropped at the end. It needs the repository,
# the server, and what opens both.

variables {
  name = "pgstow_test_copy"
}

run "the_set_is_restored_and_proved" {
  assert {
    condition     = pgstow_restore.copy.proved_tables > 0
    error_message = "No table was proved."
  }
  assert {
    condition     = timecmp(pgstow_restore.copy.snapshot_at, timestamp()) < 0
    error_message = "The set is of the future."
  }
}

run "nothing_is_left_to_do" {
  command = plan

  assert {
    condition     = pgstow_restore.copy.run == run.the_set_is_restored_and_proved.run
    error_message = "It would be restored again."
  }
}
