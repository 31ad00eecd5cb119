# A plan in a repository that is a folder. It runs as it stands: no server is asked for anything until the plan is run.
#
#   npm run provider:install           prints the line that lets Terraform find the provider
#   export PGSTOW_PASSPHRASE='...'     what will open the repository
#   terraform init && terraform apply

terraform {
  required_version = ">= 1.11"
  required_providers {
    pgstow = {
      source = "pgstow/pgstow"
    }
  }
}

variable "repository" {
  description = "Where the backups are kept."
  type        = string
  default     = "./backups"
}

variable "database" {
  description = "The database that is backed up."
  type        = object({ host = string, port = number, name = string, user = string })
  default     = { host = "localhost", port = 5432, name = "postgres", user = "postgres" }
}

variable "password" {
  description = "The password of the role, if it has one. It is sealed, and in no state and no plan file."
  type        = string
  default     = null
  ephemeral   = true
}

variable "password_version" {
  description = "Another number whenever the password is another one; null without a password."
  type        = number
  default     = null
}

provider "pgstow" {
  repository = var.repository
}

# Opened by PGSTOW_KEY or PGSTOW_PASSPHRASE of the environment.
resource "pgstow_repository" "backups" {
  url = var.repository
}

resource "pgstow_backup_plan" "orders" {
  id = "orders-nightly"
  source = {
    host                = var.database.host
    port                = var.database.port
    database            = var.database.name
    user                = var.database.user
    password_wo         = var.password
    password_wo_version = var.password_version
  }
  objects = { include = ["public.*"] }
  max_age = "26h"

  depends_on = [pgstow_repository.backups]
}

data "pgstow_health" "all" {
  depends_on = [pgstow_backup_plan.orders]
}

# `terraform plan` says so when a plan is late.
check "backups_are_fresh" {
  assert {
    condition     = data.pgstow_health.all.healthy
    error_message = "A backup is late: ${jsonencode(data.pgstow_health.all.plans)}"
  }
}

output "backup" {
  description = "The command that runs the plan."
  value       = "pgstow backup ${pgstow_backup_plan.orders.id} --repository ${var.repository}"
}
