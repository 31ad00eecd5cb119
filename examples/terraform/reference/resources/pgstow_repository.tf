# What opens it comes from PGSTOW_KEY, PGSTOW_PASSPHRASE or PGSTOW_KMS_KEY in the environment.
resource "pgstow_repository" "backups" {
  url    = "s3://backups/prod?region=eu-central-1"
  region = "eu-central-1"
}
