data "pgstow_backup_sets" "orders" {
  plan  = pgstow_backup_plan.orders.id
  limit = 10
}

output "newest_set" {
  value = one(slice(data.pgstow_backup_sets.orders.sets[*].id, 0, min(1, length(data.pgstow_backup_sets.orders.sets))))
}
