data "pgstow_backup_plan" "orders" {
  id         = "orders-nightly"
  depends_on = [pgstow_backup_plan.orders]
}

output "schedule" {
  value = data.pgstow_backup_plan.orders.schedule
}
