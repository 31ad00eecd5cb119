data "pgstow_backup_sets" "orders" {
  plan  = pgstow_backup_plan.orders.id
  limit = 10
}

output "newest_set" {
  value = one(slice(data.pgstow_backup_sets.orders.sets[*].id, 0, min(1, length(data.pgstow_backup_sets.orders.sets))))
}

check "case_4711_is_held" {
  data "pgstow_backup_sets" "all" {}

  assert {
    condition     = contains([for pin in flatten(data.pgstow_backup_sets.all.sets[*].pins) : pin.reason if pin.hold], "case 4711")
    error_message = "No set is under legal hold for case 4711: pgstow hold SET --reason \"case 4711\""
  }
}
