#!/bin/sh
# One repair of a mail server as a transaction, on the server itself.
#
#   agent VERB ID [SECONDS|WHO]  VERB: prepare apply check reload confirm rollback expire undo
#   agent recover | list
#
# A repair is a directory of $BASE/fixes:
#   edits/N/     path, old.sha, new.sha, new (the bytes that shall be), old (backup), meta
#   commands/N/  do, undo, state (texts for sh; state prints old, new or other)
#   check reload daemon (texts for sh), audit (members of a JSON object)
#   state        one word: open prepared applying applied confirmed undoing restoring
#                and the ends: confirmed rolled-back refused undone stuck
# A file is only ever replaced by rename(2). What is at its place must be, by digest, what was
# there before or what this repair wrote; anything else is somebody's work and is left alone.
# The last line of output is "mailmend-agent WORD TEXT": ok, refused, foreign, failed, late, busy.

umask 077
LC_ALL=C
export LC_ALL
BASE=${MAILMEND_STATE:-/var/lib/mailmend}
COPIES=${MAILMEND_COPIES:-/var/backups/mailmend}
STEP_S=${MAILMEND_STEP_S:-30}
SYSTEMD=${MAILMEND_SYSTEMD:-/run/systemd/system}
VERB=$1
ID=${2:-}
DIR=$BASE/fixes/$ID
UNDONE=
BOOT=/proc/sys/kernel/random/boot_id
trap '' HUP INT TERM PIPE

end() { # WORD TEXT: say how it went and leave
  printf 'mailmend-agent %s %s\n' "$1" "$2"
  [ "$1" = ok ] && exit 0
  exit 1
}

flush() { sync "$@" 2>/dev/null || sync; }

sum() { sha256sum <"$1" 2>/dev/null | cut -d' ' -f1; }

put() { # FILE WORD: write a small file in one piece
  printf '%s\n' "$2" >"$1.part" && flush "$1.part" && mv -f "$1.part" "$1" && flush "${1%/*}"
}

state() { cat "$DIR/state" 2>/dev/null || echo open; }

become() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" >>"$DIR/journal"
  put "$DIR/state" "$1" || end failed "the state cannot be written: $DIR"
}

audit() { # EVENT: one line of who did what when
  printf '{"at":"%s","id":"%s","event":"%s",%s%s}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$ID" "$1" \
    "$(cat "$DIR/audit" 2>/dev/null || echo '"by":""')" "${UNDONE:+,$UNDONE}" >>"$BASE/audit.jsonl"
  flush "$BASE/audit.jsonl"
}

over() { case $1 in confirmed | rolled-back | refused | undone | stuck) true ;; *) false ;; esac; }

each() { # KIND: the numbers of its parts, in order
  ls "$DIR/$1" 2>/dev/null | sort -n
}

backwards() { each "$1" | sort -rn; }

meta() { # FILE: owner, mode, links, extended attributes, ACL and label with them
  stat -c '%u:%g %a %h' -- "$1" && { getfattr -dhm- -e hex --absolute-names -- "$1" 2>/dev/null |
    grep -v '^# file' || true; }
}

beside() { # FILE: a hidden name of our own in the same directory
  printf '%s/.%s.mailmend-%s' "${1%/*}" "${1##*/}" "$ID"
}

run() { # FILE: a text for sh, bounded in time, apart from our lock; a daemon may stay behind
  (umask 022 && exec timeout -k 5 "$STEP_S" sh "$1" </dev/null 9>&-) >"$DIR/said" 2>&1
}

is() { # N: how the command stands
  run "$DIR/commands/$1/state"
  tail -n 1 "$DIR/said"
}

lock() { # SECONDS: one at a time
  mkdir -p "$BASE/fixes" "$COPIES" || end refused "cannot write below $BASE"
  exec 9>"$BASE/lock"
  flock -w "$1" 9 || end busy "another repair is at work on this server"
}

packages_change() { # whether dpkg, apt or rpm holds its lock (fcntl locks, so no flock here)
  for held in ${MAILMEND_LOCKS:-/var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/rpm/.rpm.lock}; do
    [ -e "$held" ] || continue
    grep -q ":$(stat -c %i "$held") " /proc/locks 2>/dev/null && return 0
  done
  return 1
}

# The timer: it undoes the repair by itself where nobody confirms.

start_timer() { # SECONDS
  put "$DIR/deadline" "$(cat $BOOT) $(($(cut -d. -f1 /proc/uptime) + $1))"
  if [ -d "$SYSTEMD" ] && systemd-run --quiet --collect --unit="mailmend-$ID" \
    --on-active="$1" --timer-property=AccuracySec=1s \
    env "MAILMEND_STATE=$BASE" "MAILMEND_COPIES=$COPIES" "PATH=$PATH" \
    sh "$DIR/agent" expire "$ID" 2>/dev/null 9>&-; then
    put "$DIR/timer" unit
    return
  fi
  setsid sh -c 'sleep "$1"; exec sh "$2" expire "$3"' timer "$1" "$DIR/agent" "$ID" \
    </dev/null >/dev/null 2>&1 9>&- &
  put "$DIR/timer" $!
}

timer_lives() {
  [ "$(cat $BOOT) " = "$(cut -d' ' -f1 "$DIR/deadline" 2>/dev/null) " ] || return 1
  case $(cat "$DIR/timer" 2>/dev/null) in
  '') return 1 ;;
  unit) systemctl --quiet is-active "mailmend-$ID.timer" "mailmend-$ID.service" ;;
  *) tr '\0' ' ' <"/proc/$(cat "$DIR/timer")/cmdline" 2>/dev/null | grep -qF -- "$ID" ;;
  esac
}

stop_timer() {
  timer_lives || return 0
  case $(cat "$DIR/timer") in
  unit) systemctl stop "mailmend-$ID.timer" ;;
  *) kill -s KILL -- "-$(cat "$DIR/timer")" ;;
  esac
} 2>/dev/null

# Before anything is touched: can every file be replaced, and put back?

replaceable() { # FILE: says why not
  [ -L "$1" ] && echo "$1 is a symbolic link" && return 1
  [ -f "$1" ] || { echo "$1 is not a file" && return 1; }
  [ "$(stat -c %h -- "$1")" = 1 ] || { echo "$1 has further names (hard links)" && return 1; }
  [ "$(stat -c %m -- "$1")" = "$(stat -c %m -- "${1%/*}")" ] ||
    { echo "$1 is a mount of its own" && return 1; }
  ln -- "$1" "$(beside "$1").link" 2>/dev/null ||
    { echo "$1 cannot be renamed (read-only, immutable, or a mount of its own)" && return 1; }
  rm -f -- "$(beside "$1").link"
}

ready() { # N: backup, second copy, and the new bytes beside the file; says why not
  part=$DIR/edits/$1
  file=$(cat "$part/path")
  replaceable "$file" || return 1
  was=$(cat "$part/old.sha")
  [ "$(sum "$file")" = "$was" ] || { echo "$file has changed since it was read" && return 1; }
  meta "$file" >"$part/meta" && stat -c %y -- "$file" >"$part/time"
  cp -a -- "$file" "$part/old" && cp -a -- "$file" "$COPIES/$ID.$1" &&
    chmod 600 "$part/old" "$COPIES/$ID.$1" || { echo "no room for the backup" && return 1; }
  flush "$part/old" "$COPIES/$ID.$1"
  [ "$(sum "$part/old")" = "$was" ] && [ "$(sum "$COPIES/$ID.$1")" = "$was" ] ||
    { echo "the backup of $file cannot be read back" && return 1; }
  beside_with "$file" "$part/new" "$(cat "$part/new.sha")" ||
    { echo "$file cannot be replaced (no room, or read-only)" && return 1; }
  [ "$(meta "$file")" = "$(meta "$(beside "$file")")" ] ||
    { echo "owner, mode or attributes of $file cannot be kept" && return 1; }
}

beside_with() { # FILE BYTES DIGEST: a file like FILE beside it, with other bytes, on the disk
  cp -a -- "$1" "$(beside "$1")" && cat -- "$2" >"$(beside "$1")" &&
    flush "$(beside "$1")" && [ "$(sum "$(beside "$1")")" = "$3" ]
} 2>/dev/null

sweep() { # what lies beside the files
  for n in $(each edits); do
    file=$(cat "$DIR/edits/$n/path")
    rm -f -- "$(beside "$file")" "$(beside "$file").link"
  done
}

prepare() { # SECONDS
  lock 5
  for other in "$BASE"/fixes/*/; do
    there=$(basename "$other")
    [ "$there" = "$ID" ] && continue
    over "$(cat "$other/state" 2>/dev/null || echo open)" && continue
    [ -e "$other/state" ] || continue
    rm -rf -- "$DIR"
    end busy "the repair $there is not finished"
  done
  packages_change && rm -rf -- "$DIR" && end busy "packages are being installed on this server"
  become open
  start_timer "$1"
  for n in $(each edits); do
    why=$(ready "$n") && continue
    refuse "$why"
  done
  for n in $(each commands); do
    [ "$(is "$n")" = old ] || refuse "the server has changed since it was read (command $n)"
  done
  run "$DIR/daemon"
  mv -f "$DIR/said" "$DIR/daemon.before"
  become prepared
  end ok "prepared"
}

refuse() { # WHY: nothing was touched, and nothing of ours stays beside the files
  sweep
  become refused
  audit refused
  stop_timer
  rm -f -- "$COPIES/$ID".*
  end refused "$1"
}

expect() { # STATE: where the transaction must stand
  lock 20
  [ -d "$DIR" ] || end failed "there is no repair $ID on this server"
  [ "$(state)" = "$1" ] || end late "the repair is $(state)"
}

apply() {
  expect prepared
  for n in $(each edits); do
    [ "$(now "$n")" = old ] || refuse "$(cat "$DIR/edits/$n/path") was changed just now"
  done
  become applying
  for n in $(each edits); do
    file=$(cat "$DIR/edits/$n/path")
    [ "$(now "$n")" = old ] || end foreign "$file was changed just now"
    mv -fT -- "$(beside "$file")" "$file" || end failed "$file could not be replaced"
    flush "${file%/*}"
  done
  for n in $(each commands); do
    run "$DIR/commands/$n/do" || end failed "$(tail -n 1 "$DIR/said")"
    [ "$(is "$n")" = new ] || end failed "the command had no effect"
  done
  become applied
  end ok "applied"
}

part() { # check or reload, with what it says
  expect applied
  run "$DIR/$1"
  ended=$?
  head -c 16384 "$DIR/said"
  printf '\n'
  [ $ended = 124 ] && end failed "$1 did not end within $STEP_S s"
  [ $ended = 0 ] || end failed "$1 failed"
  [ "$1" = reload ] && end ok "$(became)"
  end ok "$1"
}

became() { # whether the same run of the server goes on
  run "$DIR/daemon"
  cmp -s "$DIR/said" "$DIR/daemon.before" && echo "the same process serves on" && return
  echo "another process serves now"
}

confirm() {
  expect applied
  become confirmed
  audit confirmed
  stop_timer
  end ok "confirmed"
}

# The way back: the same for a rollback, an expired timer, a crash, and undo.

now() { # N: what is at the file's place: old, new, other
  case $(sum "$(cat "$DIR/edits/$1/path")") in
  "$(cat "$DIR/edits/$1/old.sha")") echo old ;;
  "$(cat "$DIR/edits/$1/new.sha")") echo new ;;
  *) echo other ;;
  esac
}

foreign() { # says what somebody else has changed
  for n in $(each edits); do
    [ "$(now "$n")" = other ] && cat "$DIR/edits/$n/path" && return 0
  done
  for n in $(each commands); do
    [ "$(is "$n")" = other ] && echo "what command $n did" && return 0
  done
  return 1
}

sound() { # N: the backup that can be read back, the second copy where the first cannot
  for copy in "$DIR/edits/$1/old" "$COPIES/$ID.$1"; do
    [ "$(sum "$copy")" = "$(cat "$DIR/edits/$1/old.sha")" ] && echo "$copy" && return 0
  done
  return 1
}

give_back() { # N: the file with bytes, owner, mode, attributes and time as they were
  part=$DIR/edits/$1
  file=$(cat "$part/path")
  [ "$(now "$1")" = old ] && return 0
  copy=$(sound "$1") || { echo "no backup of $file can be read" && return 1; }
  cp -a -- "$copy" "$(beside "$file")" &&
    chmod "$(head -n 1 "$part/meta" | cut -d' ' -f2)" "$(beside "$file")" &&
    flush "$(beside "$file")" && [ "$(sum "$(beside "$file")")" = "$(cat "$part/old.sha")" ] ||
    { echo "no room beside $file" && return 1; }
  mv -fT -- "$(beside "$file")" "$file" && flush "${file%/*}"
}

take_back() { # says why not
  for n in $(backwards commands); do
    [ "$(is "$n")" = new ] || continue
    run "$DIR/commands/$n/undo" || run "$DIR/commands/$n/undo"
    [ "$(is "$n")" = old ] || { echo "command $n could not be taken back" && return 1; }
  done
  for n in $(backwards edits); do
    give_back "$n" || return 1
  done
}

restored() { # says what is not as it was
  for n in $(each edits); do
    file=$(cat "$DIR/edits/$n/path")
    [ "$(now "$n")" = old ] || { echo "$file is not as it was" && return 1; }
    [ -e "$DIR/edits/$n/time" ] || continue
    [ "$(meta "$file")" = "$(cat "$DIR/edits/$n/meta")" ] &&
      [ "$(stat -c %y -- "$file")" = "$(cat "$DIR/edits/$n/time")" ] ||
      { echo "owner, mode or attributes of $file are not as they were" && return 1; }
  done
}

way_back() { # END EVENT: with the lock held, from whatever state
  case $(state) in open | prepared) never_mind "$2" && return ;; esac
  if what=$(foreign); then
    become stuck
    audit "$2-stopped"
    end foreign "$what"
  fi
  put "$DIR/ending" "$1"
  become restoring
  why=$(take_back) || { become stuck && audit "$2-failed" && end failed "$why"; }
  sweep
  run "$DIR/reload" || { sleep 1 && run "$DIR/reload"; }
  why=$(restored) || { become stuck && audit "$2-failed" && end failed "$why"; }
  become "$1"
  audit "$2"
}

never_mind() { # EVENT: nothing was touched yet
  sweep
  become rolled-back
  audit "$1"
  rm -f -- "$COPIES/$ID".*
}

rollback() {
  lock 60
  [ -d "$DIR" ] || end failed "there is no repair $ID on this server"
  case $(state) in rolled-back | refused) end ok "rolled back already" ;; esac
  over "$(state)" && [ "$(state)" != stuck ] && end late "the repair is $(state)"
  way_back rolled-back "$1"
  stop_timer
  end ok "rolled back"
}

expire() {
  lock 600
  over "$(state)" && exit 0
  way_back rolled-back expired
  end ok "rolled back"
}

undo() { # MEMBERS: who undoes it, as members of a JSON object
  UNDONE=$1
  lock 20
  [ -d "$DIR" ] || end failed "there is no repair $ID on this server"
  case $(state) in
  confirmed) ;;
  undone | rolled-back | refused) end late "the repair is $(state)" ;;
  *) end busy "the repair is $(state)" ;;
  esac
  what=$(foreign) && end foreign "$what"
  become undoing
  way_back undone undone
  end ok "undone"
}

recover() { # finish what was cut off, unless its timer still runs
  [ -d "$BASE/fixes" ] || end ok "nothing to do"
  lock 20
  find "$BASE/fixes" -maxdepth 1 -name '.new-*' -mmin +10 -exec rm -rf -- {} + 2>/dev/null
  done_=0
  for each_ in "$BASE"/fixes/*/; do
    [ -e "$each_/state" ] || continue
    ID=$(basename "$each_")
    DIR=$BASE/fixes/$ID
    over "$(state)" && continue
    timer_lives && end busy "the repair $ID is $(state), and its timer runs"
    ended=rolled-back
    [ "$(state)" = undoing ] && ended=undone
    [ "$(state)" = restoring ] && ended=$(cat "$DIR/ending")
    way_back "$ended" recovered
    printf 'finished %s %s\n' "$ID" "$ended"
    done_=1
  done
  [ "$done_" = 1 ] && end ok "finished what was cut off"
  end ok "nothing to do"
}

list() {
  for each_ in "$BASE"/fixes/*/; do
    [ -e "$each_/state" ] || continue
    printf '{"id":"%s","state":"%s","at":"%s",%s}\n' "$(basename "$each_")" \
      "$(cat "$each_/state")" "$(tail -n 1 "$each_/journal" | cut -d' ' -f1)" \
      "$(cat "$each_/audit")"
  done
  end ok "listed"
}

case $VERB in
prepare) prepare "$3" ;;
apply) apply ;;
check | reload) part "$VERB" ;;
confirm) confirm ;;
rollback) rollback "${3:-rolled-back}" ;;
expire) expire ;;
undo) undo "${3:-}" ;;
recover) recover ;;
list) list ;;
esac
end failed "there is no verb $VERB"
