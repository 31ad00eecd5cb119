# terraform output -raw workflow > .github/workflows/backups.yml
data "pgstow_workflow" "github" {
  kind  = "github"
  plans = [pgstow_backup_plan.orders.id]
}

output "workflow" {
  value = data.pgstow_workflow.github.text
}
