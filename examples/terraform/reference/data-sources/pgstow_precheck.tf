data "pgstow_precheck" "orders" {
  plan = pgstow_backup_plan.orders.id
}

check "orders_can_be_backed_up" {
  assert {
    condition     = data.pgstow_precheck.orders.passed
    error_message = join("\n", [for check in data.pgstow_precheck.orders.checks : "${check.message}; ${check.remedy}" if check.status == "fail"])
  }
}
