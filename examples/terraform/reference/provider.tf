terraform {
  required_providers {
    pgstow = {
      source = "pgstow/pgstow"
    }
  }
}

provider "pgstow" {
  repository = "s3://backups/prod?region=eu-central-1" # or PGSTOW_REPOSITORY
}
