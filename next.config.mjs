const self = process.env.GATEHOUSE_URL ? [new URL(process.env.GATEHOUSE_URL).host] : [];

/** What every answer says, files included; what differs from request to request is said by proxy.ts. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "X-DNS-Prefetch-Control", value: "off" },
  {
    key: "Permissions-Policy",
    value: [
      "accelerometer=()",
      "browsing-topics=()",
      "camera=()",
      "display-capture=()",
      "geolocation=()",
      "gyroscope=()",
      "hid=()",
      "magnetometer=()",
      "microphone=()",
      "midi=()",
      "payment=()",
      "publickey-credentials-get=()",
      "screen-wake-lock=()",
      "serial=()",
      "usb=()",
      "xr-spatial-tracking=()",
      "clipboard-read=()",
      "clipboard-write=(self)",
    ].join(", "),
  },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Browsers ask for it by themselves while a page that names its icon is still arriving.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  headers: async () => [{ source: "/:path*", headers }],
  serverExternalPackages: ["pg", "pino", "@prisma/client", "@prisma/adapter-pg"],
  experimental: {
    serverActions: { allowedOrigins: self, bodySizeLimit: "64kb" },
    proxyClientMaxBodySize: "128kb",
  },
};

export default config;
