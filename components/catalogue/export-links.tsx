import { Icon } from "#components/ui/icon.tsx";
import { paths } from "#lib/paths.ts";

type ExportLinksProps = {
  /** A list of the export route. */
  list: string;
  /** The filters and the order of the page, without the place of a page. */
  filters: Parameters<typeof paths.exported>[2];
};

const link = "link min-h-6 py-1";

/** Takes exactly what the filters leave, all of it, as a file. */
export function ExportLinks({ list, filters }: ExportLinksProps) {
  return (
    <span className="inline-flex min-h-control items-center gap-1.5 rounded-control border border-edge bg-surface px-3">
      <Icon name="download" size={15} className="text-ink-2" />
      <span className="text-ink-2">Export</span>
      <a href={paths.exported(list, "csv", filters)} className={link} aria-label="Export as CSV">
        CSV
      </a>
      <span aria-hidden="true" className="text-ink-3">
        ·
      </span>
      <a href={paths.exported(list, "json", filters)} className={link} aria-label="Export as JSON">
        JSON
      </a>
    </span>
  );
}
