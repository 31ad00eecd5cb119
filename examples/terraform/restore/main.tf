# A copy of a database from its newest set, which goes when it is destroyed: for a test, a look at yesterday, or a new environment.
# The set is made by the quickstart's plan: pgstow backup orders-nightly.
#
#   export PGSTOW_PASSPHRASE='...'     what opens the repository
#   export PGPASSWORD='...'            of the role that restores, if it has one
#   terraform init && terraform apply
#   terraform apply -replace=pgstow_restore.copy                           restores it again, from the newest set by then
#   terraform apply -var 'to=2026-11-22T21:30:00Z'                         goes back to another instant

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
  default     = "../quickstart/backups"
}

variable "plan" {
  description = "The plan whose set is restored."
  type        = string
  default     = "orders-nightly"
}

variable "to" {
  description = "The instant to go back to, in RFC 3339; null for the newest set."
  type        = string
  default     = null
}

variable "server" {
  description = "Where the copy is made."
  type        = object({ host = string, port = number, user = string })
  default     = { host = "localhost", port = 5432, user = "postgres" }
}

variable "name" {
  description = "What the copy is called."
  type        = string
  default     = "orders_copy"
}

provider "pgstow" {
  repository = var.repository
}

resource "pgstow_restore" "copy" {
  plan            = var.plan
  to              = var.to
  target          = merge(var.server, { database = var.name })
  create_database = true
  drop_on_destroy = true
  owner           = false
  acl             = false
  timeouts        = { create = "2h" }
}

output "copy" {
  description = "What was restored."
  value       = "${var.name} is as of ${pgstow_restore.copy.snapshot_at}: ${pgstow_restore.copy.proved_rows} rows in ${pgstow_restore.copy.proved_tables} tables are proved"
}

output "run" {
  description = "The id of the restore's run: pgstow run show tells more of it."
  value       = pgstow_restore.copy.run
}
