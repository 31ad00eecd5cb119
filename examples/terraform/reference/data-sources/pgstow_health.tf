data "pgstow_health" "all" {
  depends_on = [pgstow_backup_plan.orders]
}

# A warning of every plan and apply when a backup is late.
check "backups_are_fresh" {
  assert {
    condition     = data.pgstow_health.all.healthy
    error_message = join("\n", [for plan in data.pgstow_health.all.plans : "${plan.plan}: ${plan.reason}" if plan.health == "late"])
  }
}
