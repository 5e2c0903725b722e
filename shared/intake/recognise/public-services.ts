/** Hosts everybody uses: a link to one says something of its page, and nothing of the host. Registrable names, with all their subdomains. */
const services: ReadonlySet<string> = new Set([
  // Explorers of blockchains
  ...["tronscan.org", "trongrid.io", "etherscan.io", "bscscan.com", "polygonscan.com", "arbiscan.io", "basescan.org", "snowtrace.io", "oklink.com"],
  ...[
    "blockchain.com",
    "blockchair.com",
    "mempool.space",
    "blockstream.info",
    "solscan.io",
    "tonviewer.com",
    "tonscan.org",
    "xrpscan.com",
    "graphsense.info",
  ],
  // Messengers and networks
  ...[
    "t.me",
    "telegram.me",
    "telegram.org",
    "wa.me",
    "whatsapp.com",
    "instagram.com",
    "facebook.com",
    "youtube.com",
    "youtu.be",
    "tiktok.com",
    "vk.com",
  ],
  ...["x.com", "twitter.com", "linkedin.com", "ok.ru", "threads.net", "discord.com", "discord.gg"],
  // Mail, search, files
  ...[
    "gmail.com",
    "mail.ru",
    "yandex.ru",
    "yandex.kz",
    "ya.ru",
    "outlook.com",
    "hotmail.com",
    "icloud.com",
    "google.com",
    "google.kz",
    "github.com",
    "archive.org",
  ],
  // Authorities here
  ...["gov.kz", "egov.kz", "adilet.zan.kz", "zan.kz"],
]);

/** Whether a host is one everybody uses. */
export function isPublicService(host: string): boolean {
  for (let name = host; name.includes("."); name = name.slice(name.indexOf(".") + 1)) if (services.has(name)) return true;
  return false;
}
