# -D FROM=page.in -D HELP=text -D TO=page -D VERSION: puts what the program says of itself into its manual page, in its own lines.
file(READ ${HELP} text)
string(REPLACE "\\" "\\e" text "${text}")
string(REPLACE "-" "\\-" text "${text}")
string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" HELP "${text}")
string(STRIP "${HELP}" HELP)
configure_file(${FROM} ${TO} @ONLY)
