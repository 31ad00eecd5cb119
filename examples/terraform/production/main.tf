# Plans of several databases in a bucket, a check that they are fresh, and the GitHub workflow that runs them:
#
#   terraform init && terraform apply
#   terraform output -raw workflow > .github/workflows/backups.yml
#
# Nothing here needs the key of the repository: who writes plans need not be able to read backups.

terraform {
  required_version = ">= 1.11"
  required_providers {
    pgstow = {
      source = "pgstow/pgstow"
    }
  }
}

variable "repository" {
  description = "A bucket and a prefix in it: made once by pgstow init --region eu-central-1."
  type        = string
  default     = "s3://backups/prod?region=eu-central-1"
}

variable "copies" {
  description = "Where each set is copied to: made once by pgstow init --region eu-west-1. What runs the plans allows it: PGSTOW_ALLOW_COPIES."
  type        = string
  default     = "s3://acme-copies/prod?region=eu-west-1"
}

variable "archive" {
  description = "Where what old sets alone need costs less; it is read at once there, while in GLACIER it is thawed first. null: nowhere, as for a folder, which has no storage classes."
  type        = object({ after_days = number, class = string })
  default     = { after_days = 90, class = "GLACIER_IR" }
}

variable "databases" {
  description = "What is backed up, by the plan's id."
  type = map(object({
    host     = string
    database = string
    start_at = list(string)
  }))
  default = {
    orders-nightly  = { host = "orders.db.example.com", database = "orders", start_at = ["01:00"] }
    billing-nightly = { host = "billing.db.example.com", database = "billing", start_at = ["02:00", "14:00"] }
  }
}

provider "pgstow" {
  repository = var.repository
}

resource "pgstow_backup_plan" "nightly" {
  for_each = var.databases

  id   = each.key
  name = "${each.value.database}, every night"
  source = {
    host     = each.value.host
    database = each.value.database
    user     = "backup"
    password = { aws_secret = "${each.value.database}/backup", key = "password" }
    ssl      = { mode = "verify-full" }
    region   = "eu-central-1"
  }
  objects    = { exclude = ["*.tmp_*"] }
  rate_limit = "50MB/s"
  schedule   = { start_at = each.value.start_at, time_zone = "Europe/Berlin" }
  max_age    = "26h"
  retention  = { keep_days = 30, keep_weekly = 13, keep_monthly = 12 }

  archive_after_days = try(var.archive.after_days, null)
  archive_class      = try(var.archive.class, null)
  # nobody can delete what sets need, for so long from the last backup; the bucket is made with object lock
  lock = { mode = "GOVERNANCE", days = 30 }
  # complete by themselves, under a key of their own
  copies = [{
    repository = var.copies
    retention  = { keep_days = 90 }
    key        = { aws_secret = "backups/copies", key = "key" }
  }]
  cross_border = { allowed = true, reason = "copies in Ireland, by decision of the data protection officer" }

  # the addresses hold tokens, and stand in no state
  notifications = [{ webhook = { aws_secret = "backups/slack" }, format = "slack" }]
  ping          = { aws_secret = "backups/pings", key = each.key }
}

data "pgstow_health" "all" {
  depends_on = [pgstow_backup_plan.nightly]
}

check "backups_are_fresh" {
  assert {
    condition     = data.pgstow_health.all.healthy
    error_message = join("\n", [for plan in data.pgstow_health.all.plans : "${plan.plan}: ${plan.reason}" if plan.health == "late"])
  }
}

data "pgstow_workflow" "github" {
  kind       = "github"
  depends_on = [pgstow_backup_plan.nightly]
}

output "workflow" {
  description = "The GitHub workflow that runs the plans."
  value       = data.pgstow_workflow.github.text
}

output "by_hand" {
  description = "What the workflow leaves to be seen to."
  value       = data.pgstow_workflow.github.warnings
}
