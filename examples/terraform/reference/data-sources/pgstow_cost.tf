data "pgstow_cost" "orders" {
  plan = pgstow_backup_plan.orders.id
}

# A warning of every plan and apply when the backups of a plan are to cost more than that; what has no known price is null.
check "backups_are_cheap" {
  assert {
    condition     = alltrue([for plan in data.pgstow_cost.orders.plans : coalesce(plan.outlook_monthly, 0) < 50])
    error_message = jsonencode(data.pgstow_cost.orders.plans)
  }
}
