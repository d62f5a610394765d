"""Names of countries as Fortnox knows them: Sweden's in Swedish, all others in the English of ISO 3166.

Recorded 2019 to 2024: "Sverige", "United Kingdom", "Norway"; "South Korea" is refused, "Korea, Republic of" is not.
The list holds the countries that an agency's world needs, not all of them.
"""

from __future__ import annotations

NAMES = {
    "AD": "Andorra", "AE": "United Arab Emirates", "AR": "Argentina", "AT": "Austria", "AU": "Australia",
    "BE": "Belgium", "BG": "Bulgaria", "BR": "Brazil", "CA": "Canada", "CH": "Switzerland", "CL": "Chile",
    "CN": "China", "CY": "Cyprus", "CZ": "Czech Republic", "DE": "Germany", "DK": "Denmark", "EE": "Estonia",
    "EG": "Egypt", "ES": "Spain", "FI": "Finland", "FO": "Faroe Islands", "FR": "France", "GB": "United Kingdom",
    "GI": "Gibraltar", "GL": "Greenland", "GR": "Greece", "HK": "Hong Kong", "HR": "Croatia", "HU": "Hungary",
    "ID": "Indonesia", "IE": "Ireland", "IL": "Israel", "IN": "India", "IS": "Iceland", "IT": "Italy",
    "JP": "Japan", "KR": "Korea, Republic of", "LI": "Liechtenstein", "LT": "Lithuania", "LU": "Luxembourg",
    "LV": "Latvia", "MC": "Monaco", "MT": "Malta", "MX": "Mexico", "MY": "Malaysia", "NL": "Netherlands",
    "NO": "Norway", "NZ": "New Zealand", "PH": "Philippines", "PL": "Poland", "PT": "Portugal", "RO": "Romania",
    "RS": "Serbia", "SA": "Saudi Arabia", "SE": "Sverige", "SG": "Singapore", "SI": "Slovenia", "SK": "Slovakia",
    "SM": "San Marino", "TH": "Thailand", "TR": "Turkey", "TW": "Taiwan, Province of China", "UA": "Ukraine",
    "US": "United States", "VA": "Holy See (Vatican City State)", "VG": "Virgin Islands, British",
    "VI": "Virgin Islands, U.S.", "ZA": "South Africa",
}  # fmt: skip
KNOWN_NAMES = frozenset(NAMES.values()) | {"Sweden"}
