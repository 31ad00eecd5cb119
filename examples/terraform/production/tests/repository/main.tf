# The repository of the test: a folder, without encryption, in the region of the databases.

terraform {
  required_providers {
    pgstow = {
      source = "pgstow/pgstow"
    }
  }
}

variable "repository" {
  type = string
}

resource "pgstow_repository" "test" {
  url       = var.repository
  region    = "eu-central-1"
  encrypted = false
}
