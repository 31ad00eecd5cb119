# terraform apply -invoke=action.pgstow_restore.staging
action "pgstow_restore" "staging" {
  config {
    plan     = pgstow_backup_plan.orders.id
    target   = { host = "staging.example.com", database = "orders", user = "restore", password = { env = "STAGING_PASSWORD" } }
    conflict = "replace"
    owner    = false
    acl      = false
  }
}
