/**
 * Days between two dates of the Gregorian calendar, each `YYYY-MM-DD`: positive where `to` is later. A month or day that
 * does not exist counts on: the 31st of February is the 3rd of March, or the 2nd.
 */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** Days since the 1st of March of the year 0. Years begin with March, so that the leap day is the last of its year. */
function dayNumber(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const months = (month + 9) % 12
  const years = year - (month <= 2 ? 1 : 0)
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
  return 365 * years + leapDays + Math.floor((153 * months + 2) / 5) + day
}
