data "pgstow_restore_range" "orders" {
  plan = pgstow_backup_plan.orders.id
}

output "can_go_back_to" {
  value = "${data.pgstow_restore_range.orders.sets} sets, from ${data.pgstow_restore_range.orders.earliest} to ${data.pgstow_restore_range.orders.latest}"
}
