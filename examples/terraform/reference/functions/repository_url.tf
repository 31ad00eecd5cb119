output "repository_url" {
  # s3://backups/prod?region=eu-central-1
  value = provider::pgstow::repository_url("backups", "prod", { region = "eu-central-1" })
}
