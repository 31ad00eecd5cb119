data "pgstow_restore_precheck" "orders" {
  plan   = pgstow_backup_plan.orders.id
  target = { host = "db.example.com", database = "orders", user = "backup" }
  tables = ["public.orders"]
}

check "orders_can_be_restored" {
  assert {
    condition     = data.pgstow_restore_precheck.orders.passed
    error_message = join("\n", [for check in data.pgstow_restore_precheck.orders.checks : "${check.message}; ${check.remedy}" if check.status == "fail"])
  }
}
