# A copy of the newest set, which goes when it is destroyed.
resource "pgstow_restore" "copy" {
  plan            = pgstow_backup_plan.orders.id
  target          = { host = "db.example.com", database = "orders_copy", user = "backup" }
  create_database = true
  drop_on_destroy = true
  owner           = false
  acl             = false
  timeouts        = { create = "2h" }
}
