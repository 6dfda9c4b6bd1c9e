/** The icons in use, by our own names; lucide draws them. Beside a word an icon is hidden from readers. */
import {
  ArrowRight,
  BookOpen,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronsDown,
  ChevronsUp,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CirclePlay,
  CircleSlash,
  CircleStop,
  CircleX,
  Clock,
  Coins,
  Copy,
  CornerDownLeft,
  Ellipsis,
  ExternalLink,
  Eye,
  FileText,
  Folder,
  FolderOpen,
  Globe,
  Hand,
  Hourglass,
  Inbox,
  Info,
  KeyRound,
  ListTodo,
  Maximize2,
  MessageSquare,
  Minimize2,
  Pause,
  Pencil,
  Play,
  Plus,
  RotateCcw,
  Search,
  Send,
  Settings2,
  Shield,
  SkipForward,
  SquareKanban,
  Trash2,
  TriangleAlert,
  Undo2,
  Unplug,
  UserRound,
  Users,
  X,
  type LucideIcon,
} from 'lucide-react';

const icons = {
  after: ChevronsDown,
  arrow: ArrowRight,
  before: ChevronsUp,
  board: SquareKanban,
  book: BookOpen,
  check: Check,
  clock: Clock,
  close: X,
  coins: Coins,
  copy: Copy,
  done: CircleCheck,
  down: ChevronDown,
  edit: Pencil,
  enter: CornerDownLeft,
  expand: Maximize2,
  external: ExternalLink,
  eye: Eye,
  failed: CircleX,
  file: FileText,
  folder: Folder,
  'folder-open': FolderOpen,
  hand: Hand,
  hourglass: Hourglass,
  inbox: Inbox,
  info: Info,
  key: KeyRound,
  left: ChevronLeft,
  message: MessageSquare,
  more: Ellipsis,
  'not-started': CircleDashed,
  nothing: CircleSlash,
  outside: Globe,
  pause: Pause,
  paused: CirclePause,
  person: UserRound,
  planning: ListTodo,
  play: Play,
  plus: Plus,
  question: CircleHelp,
  retry: RotateCcw,
  right: ChevronRight,
  search: Search,
  send: Send,
  settings: Settings2,
  shield: Shield,
  shrink: Minimize2,
  skip: SkipForward,
  stopped: CircleStop,
  team: Users,
  trash: Trash2,
  undo: Undo2,
  unplug: Unplug,
  warning: TriangleAlert,
  working: CirclePlay,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof icons;

/** Draws one icon at 16 px (`small`: 12 px). `label` only where no word stands beside it. */
export function Icon({
  name,
  small,
  label,
  className,
}: {
  name: IconName;
  small?: boolean;
  label?: string;
  className?: string;
}) {
  const Drawn = icons[name];
  return (
    <Drawn
      size={small ? 12 : 16}
      aria-hidden={label ? undefined : true}
      aria-label={label}
      role={label ? 'img' : undefined}
      className={`flex-none ${className ?? ''}`}
    />
  );
}
