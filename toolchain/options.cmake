# What every target compiles with. Linked as litfass::options by litfass::base, and so by everything above it.
add_library(litfass_options INTERFACE)
add_library(litfass::options ALIAS litfass_options)

target_compile_features(litfass_options INTERFACE c_std_17)
target_compile_definitions(litfass_options INTERFACE _GNU_SOURCE LITFASS_VERSION="${PROJECT_VERSION}")
if(CMAKE_SIZEOF_VOID_P EQUAL 4) # sizes, inode numbers and places in folders as the file systems have them, beyond 32 bits too
  target_compile_definitions(litfass_options INTERFACE _FILE_OFFSET_BITS=64)
endif()
target_compile_options(litfass_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wvla -Wformat=2 -fno-common -fstack-protector-strong)
# What is built elsewhere comes out the same (Reproducible Builds); debuggers of other builds want the real paths.
target_compile_options(litfass_options INTERFACE $<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>)
if(LITFASS_WARNINGS_AS_ERRORS)
  target_compile_options(litfass_options INTERFACE -Werror)
endif()

# Hardening (QUALITY S9). FORTIFY needs optimisation and does not mix with sanitizers.
target_link_options(litfass_options INTERFACE -Wl,-z,relro,-z,now)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
target_link_options(litfass_options INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>)
if(LITFASS_SANITIZE)
  target_compile_options(litfass_options INTERFACE -fsanitize=${LITFASS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(litfass_options INTERFACE -fsanitize=${LITFASS_SANITIZE})
else()
  target_compile_options(litfass_options INTERFACE $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3>)
endif()
if(LITFASS_BUILD_FUZZERS) # every layer reports its branches to libFuzzer
  target_compile_options(litfass_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(LITFASS_WITH_COVERAGE)
  target_compile_options(litfass_options INTERFACE --coverage)
  target_link_options(litfass_options INTERFACE --coverage)
endif()
