variable "password" {
  type      = string
  ephemeral = true # in no state and no plan file
}

resource "pgstow_backup_plan" "orders" {
  id = "orders-nightly"
  source = {
    host                = "db.example.com"
    database            = "orders"
    user                = "backup"
    password_wo         = var.password
    password_wo_version = 1 # another number when the password is another one
    ssl                 = { mode = "verify-full" }
    region              = "eu-central-1"
  }
  objects   = { include = ["public.*"], exclude = ["*.tmp_*"] }
  retention = { keep_days = 30, keep_monthly = 12 }
  schedule  = { days = ["mon", "wed", "fri"], start_at = ["01:00"], time_zone = "Europe/Berlin" }

  precheck       = true # refused, with the report, while it does not pass
  initial_backup = true # its failure is a warning

  depends_on = [pgstow_repository.backups]
}
