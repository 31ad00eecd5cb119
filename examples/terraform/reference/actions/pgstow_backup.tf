# A set before every change of the release.
action "pgstow_backup" "orders" {
  config {
    plan = pgstow_backup_plan.orders.id
  }
}

resource "terraform_data" "release" {
  input = "2026.12"

  lifecycle {
    action_trigger {
      events  = [before_update]
      actions = [action.pgstow_backup.orders]
    }
  }
}
