; The Windows installer of ISMS Desktop (資安維護管家).
;
; Made by packaging/release.py, which passes what it knows:
;   VERSION     0.4.0              VERSION4   0.4.0.0 (what Windows wants)
;   BUNDLE      folder of the built program         LIST   its files, one a line (UTF-16), as release.py writes it
;   SIZE_KB     what it takes on disk               OUT    the installer to write
;   ICON        the program's icon (.ico)           HEADER  picture at the head of the pages (.bmp)
;   TARGET      amd64-unicode where makensis has it; without it the x86 stub is used, which runs on each 64-bit Windows
;   QUICK       (optional) packed in seconds and half as large again, to try the installer
;   SIGN        (optional) command that signs a file; the uninstaller is signed with it while it is made
;
; Nothing in here deletes what it has not written: the program's files stand in a list, folders go only when empty,
; and a name that ends in .isms is never deleted, whatever a list says.

!ifdef TARGET
  Target ${TARGET}
!else
  Unicode true
!endif
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
AllowRootDirInstall false
AllowSkipFiles off  ; a file that cannot be written ends the installation

!define TITLE "資安維護管家"
!define APP "ISMS Desktop"
!define PUBLISHER "ISMS Desktop"
!define WINDOW_EXE "ISMS Desktop.exe"
!define CONSOLE_EXE "isms-desktop.exe"
!define LIST_NAME "installed-files.txt"
!define MARKER "portable.ini"
!define PROGID "ISMSDesktop.Office"
!define TASKBAR_NAME "ISMSDesktop.ISMSDesktop"  ; as isms_desktop/windows_shell.py calls the windows
!define CLASSES "Software\Classes"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"

Name "${TITLE}"
Caption "安裝${TITLE} ${VERSION}"
UninstallCaption "移除${TITLE}"
BrandingText "${TITLE} ${VERSION}"
OutFile "${OUT}"
ShowInstDetails nevershow
ShowUninstDetails show

VIProductVersion "${VERSION4}"
VIAddVersionKey /LANG=1028 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=1028 "FileDescription" "${TITLE}安裝程式"
VIAddVersionKey /LANG=1028 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1028 "LegalCopyright" "Apache License 2.0"
VIAddVersionKey /LANG=1028 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1028 "ProductVersion" "${VERSION}"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include WordFunc.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

Var Everyone  ; "1" when it is for all users of the computer
Var Earlier   ; folder of the installation that is there already, "" when there is none
Var WantDesktop   ; "1" when a shortcut on the desktop is wanted
Var OfficeFiles

!include installer_shared.nsh

; ---- pages ----------------------------------------------------------------------------------------------------

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_HEADERIMAGE
!define MUI_HEADERIMAGE_RIGHT
!define MUI_HEADERIMAGE_BITMAP "${HEADER}"
!define MUI_HEADERIMAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_HEADERIMAGE_UNBITMAP "${HEADER}"
!define MUI_HEADERIMAGE_UNBITMAP_STRETCH AspectFitHeight
!define MUI_ABORTWARNING
!define MUI_ABORTWARNING_TEXT "要取消安裝嗎？您的檔案不會有任何變動。"

Page custom OptionsShow OptionsLeave
!define MUI_PAGE_HEADER_TEXT "選擇資料夾"
!define MUI_PAGE_HEADER_SUBTEXT "程式要安裝在哪裡。機關檔案放在別的地方，不受影響。"
!define MUI_DIRECTORYPAGE_TEXT_TOP "通常不需要更改。要換地方，請按「瀏覽」。"
!define MUI_DIRECTORYPAGE_TEXT_DESTINATION "安裝資料夾"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_PAGE_HEADER_TEXT "正在安裝"
!define MUI_PAGE_HEADER_SUBTEXT "請稍候。"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "安裝完成"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "程式已經可以使用。"
!insertmacro MUI_PAGE_INSTFILES
Page custom DoneShow DoneLeave

UninstPage custom un.OptionsShow un.OptionsLeave
!define MUI_PAGE_HEADER_TEXT "正在移除"
!define MUI_PAGE_HEADER_SUBTEXT "請稍候。"
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "已經移除"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "機關檔案都還在，位置列在下面。"
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "TradChinese"
SetFont /LANG=1028 "Microsoft JhengHei UI" 9
LangString ^UninstallingText 1028 "機關檔案都會留著。"

; ---- start ----------------------------------------------------------------------------------------------------

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    ${Refuse} ${CODE_SYSTEM} "這台電腦不能安裝：需要 64 位元的 Windows 10（1809 版）或更新的 Windows。"
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/Elevated" $R1
  ${If} ${Errors}  ; else the one that asked for the rights is still closing
    Call OnlyOne
  ${EndIf}
  Call CheckAskedFolder
  Call ChooseUsers
  StrCpy $WantDesktop 0
  ClearErrors
  ${GetOptions} $R0 "/Desktop" $R1
  ${IfNot} ${Errors}
    StrCpy $WantDesktop 1
  ${EndIf}
  ${If} ${Silent}
    Call CheckFolder
  ${EndIf}
FunctionEnd

Function OnlyOne
  System::Call 'kernel32::CreateMutexW(p 0, i 1, w "ISMSDesktopSetup") p .R2 ?e'
  Pop $R3
  ${If} $R3 = 183
    ${Refuse} ${CODE_SECOND} "另一個${TITLE}安裝程式還在執行，請等它完成。"
  ${EndIf}
FunctionEnd

; NSIS forgets a folder of /D= that cannot be, and would go on with the usual one: that is not what was asked for.
Function CheckAskedFolder
  ${If} $INSTDIR == ""
    System::Call 'kernel32::GetCommandLineW() w .R1'
    System::Call 'shlwapi::StrStrIW(w R1, w " /D=") p .R2'
    ${If} $R2 P<> 0
      System::Call 'shlwapi::StrStrIW(w R1, w " /D=") w .R2'
      StrCpy $INSTDIR $R2 "" 4
      Call RefuseFolder
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseFolder
  ${Refuse} ${CODE_FOLDER} "不能安裝在「$INSTDIR」：這個資料夾不能寫入。請換一個資料夾，或請系統管理員安裝。"
FunctionEnd

; For whom: what was asked for, else what is there already, else this user alone.
Function ChooseUsers
  ${GetParameters} $R0
  StrCpy $Everyone 0
  ReadRegStr $R1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $R2 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $R1 != ""
  ${AndIf} $R2 == ""
    StrCpy $Everyone 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/CurrentUser" $R1
  ${IfNot} ${Errors}
    StrCpy $Everyone 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
    StrCpy $Everyone 1
  ${EndIf}
  ${If} ${Silent}
  ${AndIf} $Everyone = 1
    Call NeedAdministrator
  ${EndIf}
  Call UseUsers
FunctionEnd

Function NeedAdministrator
  UserInfo::GetAccountType
  Pop $R1
  ${If} $R1 != "Admin"
    ${Refuse} ${CODE_ADMIN} "給所有使用者安裝需要系統管理員權限。請以系統管理員身分執行，或改為只給自己使用。"
  ${EndIf}
FunctionEnd

; Folders, registry root and the earlier installation of the users chosen. A folder given with /D= stays.
Function UseUsers
  ${If} $Everyone = 1
    SetShellVarContext all
    StrCpy $R1 "$PROGRAMFILES64\${APP}"
  ${Else}
    SetShellVarContext current
    StrCpy $R1 "$LOCALAPPDATA\Programs\${APP}"
  ${EndIf}
  ReadRegStr $Earlier SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $Earlier != ""
    StrCpy $R1 $Earlier
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR $R1
  ${EndIf}
FunctionEnd

; ---- page: for whom -------------------------------------------------------------------------------------------

Var ForMe
Var ForEveryone
Var OnDesktop

Function OptionsShow
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/Elevated" $R1
  ${IfNot} ${Errors}
    Abort  ; it was answered before the rights were asked for
  ${EndIf}
  ReadRegStr $R3 SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  !insertmacro MUI_HEADER_TEXT "安裝${TITLE} ${VERSION}" "資通安全管理法的年度紀錄與表單，全部在這台電腦上辦理。"
  nsDialogs::Create 1018
  Pop $R0
  ${If} $R3 == ""
    ${NSD_CreateLabel} 0 0u 100% 24u "這個程式不需要網路，也不會傳出任何資料。"
  ${Else}
    ${VersionCompare} "$R3" "${VERSION}" $R4
    ${If} $R4 = 1
      ${NSD_CreateLabel} 0 0u 100% 24u "這台電腦上的 $R3 比較新。換成 ${VERSION} 之後，新版存過的機關檔案會打不開。"
    ${ElseIf} $R4 = 0
      ${NSD_CreateLabel} 0 0u 100% 24u "這台電腦上已經有 $R3，會再安裝一次。設定與機關檔案都會保留。"
    ${Else}
      ${NSD_CreateLabel} 0 0u 100% 24u "這台電腦上已經有 $R3，會換成 ${VERSION}。設定與機關檔案都會保留。"
    ${EndIf}
  ${EndIf}
  Pop $R0
  ${NSD_CreateRadioButton} 0 30u 100% 12u "只給我使用（不需要系統管理員）"
  Pop $ForMe
  ${NSD_AddStyle} $ForMe ${WS_GROUP}
  ${NSD_CreateRadioButton} 0 46u 100% 12u "給這台電腦的所有使用者（需要系統管理員權限）"
  Pop $ForEveryone
  ${NSD_CreateCheckbox} 0 72u 100% 12u "在桌面放一個捷徑"
  Pop $OnDesktop
  ${NSD_AddStyle} $OnDesktop ${WS_GROUP}
  ${If} $Everyone = 1
    ${NSD_Check} $ForEveryone
  ${Else}
    ${NSD_Check} $ForMe
  ${EndIf}
  ${If} $R3 == ""
  ${OrIf} ${FileExists} "$DESKTOP\${TITLE}.lnk"
  ${OrIf} $WantDesktop = 1
    ${NSD_Check} $OnDesktop
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function OptionsLeave
  ${NSD_GetState} $OnDesktop $WantDesktop
  StrCpy $R5 $Everyone
  ${NSD_GetState} $ForEveryone $Everyone
  ${If} $Everyone <> $R5
    StrCpy $INSTDIR ""
  ${EndIf}
  Call UseUsers
  ${If} $Everyone = 1
    UserInfo::GetAccountType
    Pop $R1
    ${If} $R1 != "Admin"
      StrCpy $R2 "/AllUsers /Elevated"
      ${If} $WantDesktop = 1
        StrCpy $R2 "$R2 /Desktop"
      ${EndIf}
      ClearErrors
      ExecShell "runas" "$EXEPATH" "$R2"
      ${If} ${Errors}
        MessageBox MB_OK|MB_ICONINFORMATION "沒有取得系統管理員權限。請改選「只給我使用」，或請系統管理員安裝。"
        Abort
      ${EndIf}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; ---- page: done -----------------------------------------------------------------------------------------------

Var StartNow

Function DoneShow
  !insertmacro MUI_HEADER_TEXT "安裝完成" "${TITLE} ${VERSION} 已經可以使用。"
  nsDialogs::Create 1018
  Pop $R0
  ${NSD_CreateLabel} 0 0u 100% 40u "開始功能表裡有「${TITLE}」。$\r$\n按兩下機關檔案（.isms）也會開啟它。"
  Pop $R0
  ${NSD_CreateCheckbox} 0 46u 100% 12u "現在開啟${TITLE}"
  Pop $StartNow
  ${NSD_Check} $StartNow
  GetDlgItem $R0 $HWNDPARENT 1
  SendMessage $R0 ${WM_SETTEXT} 0 "STR:完成(&F)"
  GetDlgItem $R0 $HWNDPARENT 3
  ShowWindow $R0 ${SW_HIDE}
  GetDlgItem $R0 $HWNDPARENT 2
  EnableWindow $R0 0
  nsDialogs::Show
FunctionEnd

Function DoneLeave
  ${NSD_GetState} $StartNow $R0
  ${If} $R0 = 1
    ${If} $Everyone = 1  ; by the shell, which has not the administrator's rights
      Exec '"$WINDIR\explorer.exe" "$INSTDIR\${WINDOW_EXE}"'
    ${Else}
      SetOutPath $INSTDIR
      Exec '"$INSTDIR\${WINDOW_EXE}"'
    ${EndIf}
  ${EndIf}
FunctionEnd

; ---- may it be there? -----------------------------------------------------------------------------------------

Function CheckFolder
  StrCpy $R0 $INSTDIR 1 -1
  ${If} $R0 == "\"
    StrCpy $INSTDIR $INSTDIR -1
  ${EndIf}
  StrLen $R0 $INSTDIR
  ${If} $R0 < 4
    ${Refuse} ${CODE_FOLDER} "不能直接安裝在「$INSTDIR」。請選一個資料夾。"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${MARKER}"
    ${Refuse} ${CODE_PORTABLE} "資料夾「$INSTDIR」裡是可攜式版本。請選另一個資料夾，才不會動到它的設定。"
  ${EndIf}
  StrCpy $Folder $INSTDIR
  Call CheckRunning
  ${If} $Earlier != ""
    StrCpy $Folder $Earlier
    Call CheckRunning
  ${EndIf}
  Call CheckSpace
  Call CheckWritable
FunctionEnd

; $INSTDIR or the nearest folder above it that is there → $R0, "" when there is none
Function NearestFolder
  StrCpy $R0 $INSTDIR
  ${Do}
    ; FileExists finds nothing in the root of an empty drive
    System::Call 'kernel32::GetFileAttributesW(w "$R0\") i .R1'
    ${If} $R1 <> -1
      Return
    ${EndIf}
    StrCpy $R1 $R0
    ${GetParent} $R1 $R0
    ${If} $R0 == ""
    ${OrIf} $R0 == $R1
      StrCpy $R0 ""
      Return
    ${EndIf}
  ${Loop}
FunctionEnd

Function CheckSpace
  Call NearestFolder
  ${If} $R0 == ""
    Call RefuseFolder
  ${EndIf}
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$R0\", *l .R1, p 0, p 0) i .R2'
  ${If} $R2 = 0
    Return  ; a place that does not tell: writing will show it
  ${EndIf}
  System::Int64Op $R1 / 1048576
  Pop $R1
  ReadRegDWORD $R2 SHCTX "${UNINSTALL_KEY}" "EstimatedSize"
  ${If} $Earlier != $INSTDIR
    StrCpy $R2 0
  ${EndIf}
  IntOp $R3 ${SIZE_KB} - $R2
  IntOp $R3 $R3 / 1024
  IntOp $R3 $R3 + 20  ; the list, the uninstaller, and room for the disk to breathe
  ${If} $R3 < 20
    StrCpy $R3 20
  ${EndIf}
  ${If} $R1 < $R3
    ${Refuse} ${CODE_SPACE} "磁碟空間不足：安裝需要 $R3 MB，「$R0」只剩 $R1 MB。請清出空間，或換一個資料夾。"
  ${EndIf}
FunctionEnd

Function CheckWritable
  StrCpy $R1 0
  ${IfNot} ${FileExists} "$INSTDIR\*.*"
    StrCpy $R1 1
  ${EndIf}
  ClearErrors
  CreateDirectory $INSTDIR
  ${IfNot} ${Errors}
    FileOpen $R2 "$INSTDIR\write-test.tmp" w
    ${IfNot} ${Errors}
      FileWrite $R2 "."
      FileClose $R2
      Delete "$INSTDIR\write-test.tmp"
    ${EndIf}
  ${EndIf}
  ${If} ${Errors}
    Call RefuseFolder
  ${EndIf}
  ${If} $R1 = 1
    RMDir $INSTDIR  ; only looked; it is made for good when the files come
  ${EndIf}
FunctionEnd

; ---- the program ----------------------------------------------------------------------------------------------

Section "-Program"
  StrCpy $Folder $INSTDIR
  Call RemoveListed
  SetOutPath $INSTDIR
  SetOverwrite on
  ; The list comes first: what an interrupted installation has left is known to the next one.
  File "/oname=${LIST_NAME}" "${LIST}"
  File /r "${BUNDLE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} $Earlier != ""
  ${AndIf} $Earlier != $INSTDIR  ; it has moved
    StrCpy $Folder $Earlier
    Call RemoveListed
    Delete "$Earlier\${LIST_NAME}"
    Delete "$Earlier\uninstall.exe"
    RMDir $Earlier
  ${EndIf}
SectionEnd

Section "-Shortcuts"
  SetOutPath $INSTDIR  ; shortcuts start there
  StrCpy $R5 "$SMPROGRAMS\${TITLE}.lnk"
  Call MakeShortcut
  StrCpy $R5 "$DESKTOP\${TITLE}.lnk"
  ${If} $WantDesktop = 1
    Call MakeShortcut
  ${ElseIfNot} ${Silent}
    Delete $R5
  ${ElseIf} ${FileExists} $R5  ; it stays, and leads to where the program is now
    Call MakeShortcut
  ${EndIf}
SectionEnd

Section "-Registry"
  SetAutoClose true  ; on to the last page
  WriteRegStr SHCTX "${CLASSES}\${PROGID}" "" "機關檔案"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\DefaultIcon" "" '"$INSTDIR\${WINDOW_EXE}",1'
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open" "" "用${TITLE}開啟"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\${WINDOW_EXE}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\.isms" "" "${PROGID}"
  WriteRegStr SHCTX "${CLASSES}\.isms\OpenWithProgids" "${PROGID}" ""
  Call TellShell

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" '"$INSTDIR\${WINDOW_EXE}",0'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${Log} "${TITLE} ${VERSION} 已安裝在「$INSTDIR」。"
SectionEnd

; A shortcut at $R5 that the taskbar puts together with the windows of the program
Function MakeShortcut
  CreateShortcut $R5 "$INSTDIR\${WINDOW_EXE}" "" "$INSTDIR\${WINDOW_EXE}" 0 "" "" "資通安全維護計畫的紀錄與表單"
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
    ${If} $1 P<> 0
    ${AndIf} $2 P<> 0
      ${IPersistFile::Load} $1 '("$R5",2)'  ; to read and write
      System::Call '*(&w64 "${TASKBAR_NAME}")p.r3'
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
      System::Call '*(&i2 ${VT_LPWSTR}, &i6 0, p r3, p 0)p.r5'
      ${IPropertyStore::SetValue} $2 '(r4,r5)'
      ${IPropertyStore::Commit} $2 ""
      ${IPersistFile::Save} $1 '("$R5",1)'
      System::Free $3
      System::Free $4
      System::Free $5
    ${EndIf}
    !insertmacro ComHlpr_SafeRelease $2
    !insertmacro ComHlpr_SafeRelease $1
    !insertmacro ComHlpr_SafeRelease $0
  ${EndIf}
FunctionEnd

Function .onInstFailed
  ${Log} "安裝沒有完成：有檔案寫不進「$INSTDIR」。機關檔案與設定都沒有動到；請重新開機後再執行一次安裝程式。"
  SetErrorLevel ${CODE_UNFINISHED}
FunctionEnd

; ---- removal --------------------------------------------------------------------------------------------------

Var WithSettings
Var SettingsBox

Function un.onInit
  SetRegView 64
  StrCpy $WithSettings 0
  ${un.GetParameters} $R0
  ClearErrors
  ${un.GetOptions} $R0 "/RemoveSettings" $R1
  ${IfNot} ${Errors}
    StrCpy $WithSettings 1
  ${EndIf}
  Call un.FindOfficeFiles  ; while the shell's folders are this user's
  ${IfNot} ${FileExists} "$INSTDIR\${LIST_NAME}"  ; a copy of the uninstaller somewhere else
    ReadRegStr $R1 HKCU "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $R1 == ""
      ReadRegStr $R1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
    ${EndIf}
    ${If} $R1 != ""
      StrCpy $INSTDIR $R1
    ${EndIf}
  ${EndIf}
  ReadRegStr $R1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  StrCpy $Everyone 0
  ${If} $R1 == $INSTDIR
    StrCpy $Everyone 1
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $R1
    ${If} $R1 != "Admin"
      ${IfNot} ${Silent}
        ClearErrors
        ExecShell "runas" "$INSTDIR\uninstall.exe"
        ${IfNot} ${Errors}
          Quit
        ${EndIf}
      ${EndIf}
      ${Refuse} ${CODE_ADMIN} "這個程式是給所有使用者安裝的，移除需要系統管理員權限。"
    ${EndIf}
  ${EndIf}
  ${If} ${Silent}
    StrCpy $Folder $INSTDIR
    Call un.CheckRunning
  ${EndIf}
FunctionEnd

Function un.OptionsShow
  !insertmacro MUI_HEADER_TEXT "移除${TITLE}" "只移除程式。機關檔案都會留著。"
  nsDialogs::Create 1018
  Pop $R0
  ${NSD_CreateLabel} 0 0u 100% 12u "您的機關檔案在這些地方，之後重新安裝就能再打開："
  Pop $R0
  nsDialogs::CreateControl EDIT ${DEFAULT_STYLES}|${WS_VSCROLL}|${ES_MULTILINE}|${ES_READONLY} ${WS_EX_CLIENTEDGE} 0 16u 100% 84u $OfficeFiles
  Pop $R0
  ${NSD_CreateCheckbox} 0 108u 100% 12u "一併移除我的設定（文字大小、視窗位置、最近開啟的清單）"
  Pop $SettingsBox
  ${If} $WithSettings = 1
    ${NSD_Check} $SettingsBox
  ${EndIf}
  GetDlgItem $R0 $HWNDPARENT 1
  SendMessage $R0 ${WM_SETTEXT} 0 "STR:移除(&U)"
  nsDialogs::Show
FunctionEnd

Function un.OptionsLeave
  ${NSD_GetState} $SettingsBox $WithSettings
  StrCpy $Folder $INSTDIR
  Call un.CheckRunning
FunctionEnd

Section "un.Program"
  SetDetailsPrint none
  SetOutPath $TEMP  ; a folder that someone stands in cannot go
  StrCpy $Folder $INSTDIR
  Call un.RemoveListed
  Delete "$INSTDIR\${LIST_NAME}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir $INSTDIR
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  ReadRegStr $R0 SHCTX "${CLASSES}\.isms" ""
  ${If} $R0 == "${PROGID}"
    DeleteRegValue SHCTX "${CLASSES}\.isms" ""
  ${EndIf}
  DeleteRegValue SHCTX "${CLASSES}\.isms\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.isms\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\.isms"
  DeleteRegKey SHCTX "${CLASSES}\${PROGID}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  Call un.TellShell
  ${If} $WithSettings = 1
    Call un.RemoveSettings
  ${EndIf}
  SetDetailsPrint both
  ${If} ${FileExists} "$INSTDIR\*.*"
    DetailPrint "程式的資料夾裡還有別的檔案，所以留著："
    DetailPrint "　$INSTDIR"
    ${Log} "「$INSTDIR」裡還有別的檔案，所以留著這個資料夾。"
  ${EndIf}
  Call un.SayOfficeFiles
SectionEnd

; The user's own settings and what the program has left for the next start. Practice offices are office files: they stay.
Function un.RemoveSettings
  SetShellVarContext current
  StrCpy $R0 "$LOCALAPPDATA\${APP}"
  Delete "$R0\settings.json"
  Delete "$R0\settings.損壞.json"
  Delete "$R0\settings.部分"
  Delete "$R0\instance.lock"
  Delete "$R0\錯誤報告\*.txt"
  Delete "$R0\錯誤報告\*.log"
  RMDir "$R0\錯誤報告"
  RMDir "$R0\opened"  ; attachments that were looked at; the program clears it
  RMDir $R0
  ${If} $Everyone = 1
    SetShellVarContext all
  ${EndIf}
FunctionEnd
