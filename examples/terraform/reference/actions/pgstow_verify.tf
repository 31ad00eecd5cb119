# terraform apply -invoke=action.pgstow_verify.orders
action "pgstow_verify" "orders" {
  config {
    plan = pgstow_backup_plan.orders.id
  }
}
