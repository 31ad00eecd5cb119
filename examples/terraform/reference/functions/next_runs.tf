output "next_runs" {
  # ["2026-12-02T00:00:00Z", "2026-12-04T00:00:00Z"]
  value = provider::pgstow::next_runs(
    { days = ["mon", "wed", "fri"], start_at = ["01:00"], time_zone = "Europe/Berlin" },
    "2026-12-01T00:00:00Z",
    2
  )
}
