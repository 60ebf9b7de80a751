// SPDX-License-Identifier: Apache-2.0
// What a file is, whatever its name says: its media type by libmagic, and whether its end is there as well as its beginning.
//
// libmagic reads the database that is installed with it. All functions may be called from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace mulu {

/// The media type that the bytes have ("application/pdf"); "" where nobody knows them, or the database cannot be had.
std::string media_type_of(std::string_view bytes);

/// Whether libmagic and its database can be had.
bool knows_media_types();

/// Whether a file of this media type may bear a name with this extension (in lower case, without its dot). Where a type or an extension isn't known, or custom
/// has both (RTF as .doc), it may.
bool fits_extension(std::string_view media_type, std::string_view extension);

/// What a media type is called: 网页 (HTML), PDF, a program.
Words words_of_media_type(std::string_view media_type);

/// Why a file with this extension cannot be opened: it is empty, is not of the kind at all, or its end is missing. "" where nothing is wrong. Only beginning and end
/// are looked at.
Words damage_of(std::string_view bytes, std::string_view extension);

}  // namespace mulu
