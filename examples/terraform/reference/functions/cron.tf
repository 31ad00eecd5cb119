output "cron" {
  # 0 1 * * 1,3,5
  value = provider::pgstow::cron({ days = ["mon", "wed", "fri"], start_at = ["01:00"], time_zone = "Europe/Berlin" })
}
